package dev.flowloom.cli.progress;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import dev.flowloom.run.PassId;
import dev.flowloom.run.VisitId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlainProgressTest {
    @Test
    void eachThingThatHappensIsALine() {
        var events = new Events().started().entered(1, Events.RESERVE).attempt(1, 1).done(1).entered(2, Events.LARGE)
                .done(2, Events.YES).with(new Event.RunCompleted(Json.NULL));

        assertThat(told(events)).containsExactly("Run r1 of Order", "  Reserve stock: running",
                "  Reserve stock: done in 200 ms", "  Large?: decided, → Yes, large", "Completed in 600 ms.");
    }

    @Test
    void aRetrySaysWhyAndWhen() {
        var events = new Events().started().entered(1, Events.CHARGE).attempt(1, 1)
                .with(new Event.AttemptFailed(Events.visit(1), 1, Events.declined()));
        events.with(new Event.RetryScheduled(Events.visit(1), 2, events.now().plusSeconds(1))).attempt(1, 2);

        assertThat(told(events)).containsExactly("Run r1 of Order", "  charge: running",
                "  charge: to be tried again, attempt 2 in 1 s; The card was declined. (card.declined)",
                "  charge: running, attempt 2");
    }

    @Test
    void aCompensationTellsOfBothSteps() {
        var events = new Events().started().entered(1, Events.RESERVE).attempt(1, 1).done(1).entered(2, Events.CHARGE)
                .attempt(2, 1).with(new Event.NodeFailed(Events.visit(2), Events.declined(), null))
                .with(new Event.RunStopping(new Event.Cause.Failed(Events.declined())))
                .with(new Event.NodeEntered(Events.visit(3), Events.RELEASE, null, Events.visit(1))).attempt(3, 1)
                .with(new Event.StepCompensated(Events.visit(3), Events.visit(1), Json.NULL))
                .with(new Event.RunFailed(Events.declined(), Event.Compensation.COMPLETE));

        assertThat(told(events)).endsWith("  charge: failed, The card was declined. (card.declined)",
                "  Release stock: running", "  Release stock: done in 200 ms", "  Reserve stock: undone",
                "Failed after 1.1 s: The card was declined. (card.declined) What had been done is undone.");
    }

    @Test
    void aRunThatCompletedSaysWhatCouldNotBeUndoneBefore() {
        var events = new Events().started().entered(1, Events.RESERVE).attempt(1, 1).done(1)
                .with(new Event.RunStopping(new Event.Cause.Failed(Events.declined())))
                .with(new Event.NodeEntered(Events.visit(2), Events.RELEASE, null, Events.visit(1))).attempt(2, 1)
                .with(new Event.CompensationFailed(Events.visit(2), Events.visit(1), Events.declined()))
                .with(new Event.RunFailed(Events.declined(), Event.Compensation.INCOMPLETE))
                .with(new Event.RunJumped("Kim", "Paid.", Events.CHARGE, Json.NULL))
                .entered(3, Events.CHARGE).attempt(3, 1).done(3).with(new Event.RunCompleted(Json.NULL));

        assertThat(told(events)).endsWith(
                "Completed in 400 ms. Stays done, because it could not be undone: Reserve stock.");
    }

    @Test
    void aScopeIsSaidToBeUndoneWhereSomethingInItIs() {
        assertThat(told(failingScope())).doesNotContain("  Order whole: running, being undone")
                .endsWith("  Order whole: running, The card was declined. (card.declined)");
        assertThat(told(failingScope(Events.visit(3)))).containsSubsequence("  Order whole: running, being undone",
                "  Unpack: running", "  Order whole: running, The card was declined. (card.declined)");
    }

    private static Events failingScope(VisitId... undoing) {
        var pass = new PassId(1);
        var events = new Events().started().entered(1, Events.WHOLE)
                .with(new Event.PassStarted(pass, Events.visit(1), 0, Json.NULL, null))
                .entered(2, Events.PACK).attempt(2, 1).done(2)
                .with(new Event.PassStopping(pass, new Event.Cause.Failed(Events.declined())));
        for (var visit : undoing) {
            events.with(new Event.NodeEntered(visit, Events.UNPACK, null, Events.visit(2))).attempt(visit.number(), 1)
                    .with(new Event.StepCompensated(visit, Events.visit(2), Json.NULL));
        }
        return events.with(new Event.PassFailed(pass, Events.declined(), Event.Compensation.COMPLETE));
    }

    @Test
    void theEndNamesWhatWasCutOffAtWork() {
        var events = new Events().started().entered(1, Events.RESERVE).attempt(1, 1).entered(2, Events.CHARGE)
                .with(new Event.RunStopping(new Event.Cause.Cancelled("me", "late", true)))
                .with(new Event.NodeCancelled(Events.visit(1), Event.NodeCancelled.Reason.CANCEL))
                .with(new Event.NodeCancelled(Events.visit(2), Event.NodeCancelled.Reason.CANCEL))
                .with(new Event.RunCancelled("late", Event.Compensation.NONE));

        assertThat(told(events)).endsWith("  Reserve stock: cut off at work", "  charge: cancelled",
                "Cancelled after 700 ms. Cut off at work, so that it may be done or not: Reserve stock.");
    }

    @Test
    void whatWasCutOffAndIsDoneByARetryIsToldNoMore() {
        var events = new Events().started().entered(1, Events.RESERVE).attempt(1, 1)
                .with(new Event.RunStopping(new Event.Cause.Cancelled("me", "late", true)))
                .with(new Event.NodeCancelled(Events.visit(1), Event.NodeCancelled.Reason.CANCEL))
                .with(new Event.RunCancelled("late", Event.Compensation.NONE))
                .with(new Event.RunRetried("Kim", "Again.", "hash", List.of(), List.of()));
        assertThat(told(events)).contains(
                "Cancelled after 500 ms. Cut off at work, so that it may be done or not: Reserve stock.");

        events.entered(2, Events.RESERVE).attempt(2, 1).done(2).with(new Event.RunCompleted(Json.NULL));
        assertThat(told(events)).endsWith("Completed in 400 ms.");
    }

    @Test
    void aPassThatFailsWhenItsContainerWasGivenUpIsNotToldOf() {
        var pass = new PassId(1);
        var events = new Events().started().entered(1, Events.WHOLE)
                .with(new Event.PassStarted(pass, Events.visit(1), 0, Json.NULL, null)).entered(2, Events.PACK)
                .attempt(2, 1).with(new Event.NodeCancelled(Events.visit(1), Event.NodeCancelled.Reason.JOIN))
                .with(new Event.PassFailed(pass, Events.declined(), Event.Compensation.NONE));

        assertThat(told(events)).endsWith("  Order whole: cancelled");
    }

    @Test
    void aRunThatStoodBetweenTwoStepsIsSaidToStandAfterTheFirst() {
        var story = new Story(Events.flow());
        new Events().started().entered(1, Events.RESERVE).attempt(1, 1).done(1).all().forEach(story::on);

        assertThat(story.begins().notice()).isEqualTo("Run r1 of Order stood after Reserve stock.");
    }

    @Test
    void whatIsWaitedForIsSaidWithHowLongAndWhatCame() {
        var events = new Events().started().entered(1, Events.PAID);
        var due = events.now().plusSeconds(60);
        events.with(new Event.ReceiveStarted(Events.visit(1), "paid", "r1", events.now(), due))
                .with(new Event.MessageReceived(Events.visit(1), 7, Json.NULL)).done(1).entered(2, Events.ASK)
                .with(new Event.ApprovalRequested(Events.visit(2), "Kim", "Pay 12?", null))
                .with(new Event.ApprovalGiven(Events.visit(2), "Lee", false, "Too much.")).done(2)
                .entered(3, Events.ASK).with(new Event.ApprovalRequested(Events.visit(3), "", "Pay?", null));

        assertThat(told(events)).containsExactly("Run r1 of Order",
                "  Paid?: waiting, for the message paid with the key r1 (at most 1 min)", "  Paid?: done in 300 ms",
                "  Pay?: waiting, for the answer of Kim to: Pay 12?",
                "  Pay?: decided, → rejected by Lee: Too much.", "  Pay?: waiting, for the answer to: Pay?");
    }

    @Test
    void aWaitUntilAMomentThatIsPastSaysSo() {
        var events = new Events().started().entered(1, Events.PAUSE);
        events.with(new Event.WaitStarted(Events.visit(1), Events.START));
        assertThat(told(events)).endsWith("  pause: waiting, for a moment that is past");
    }

    private static List<String> told(Events events) {
        var out = new ByteArrayOutputStream();
        try (var progress = Progress.plain(Events.flow(), new PrintStream(out, true, StandardCharsets.UTF_8))) {
            events.all().forEach(progress::on);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
