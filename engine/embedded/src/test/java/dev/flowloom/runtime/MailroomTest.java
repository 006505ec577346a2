package dev.flowloom.runtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.Message;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Json;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Input;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Who of many is offered which message.
final class MailroomTest {
    private static final int MANY = 300;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Journal kept = Stores.open(new StoreLocation.InMemory(), Durability.KILL_SAFE, new EventJsonCodec());
    private long read;
    private @Nullable StoreException failure;
    private final Mailroom mailroom = new Mailroom(new ForwardingJournal(kept) {
        @Override
        public List<Message.Kept> messages(String name, String key, long after, int limit) {
            if (failure != null) {
                throw failure;
            }
            var found = super.messages(name, key, after, limit);
            read += 1 + found.size();
            return found;
        }
    });
    private final List<Long> offered = new ArrayList<>();
    private final List<RuntimeException> broken = new ArrayList<>();

    @AfterEach
    void close() {
        kept.close();
    }

    private void send() {
        kept.send(new Message("paid", "7", null, "1", NOON)).join();
    }

    private Runnable await(int number) {
        return await(number, null);
    }

    private Runnable await(int number, @Nullable Instant due) {
        return mailroom.await(new Effect.AwaitMessage(new RunId("r" + number), new VisitId(1), "paid", "7",
                NOON.plusMillis(number), due), input -> offered.add(((Input.MessageArrived) input).number()),
                broken::add);
    }

    @Test
    void aMessageThatIsSentTooLateForSomeIsOfferedToAnother() {
        await(1, NOON);
        await(2, NOON);
        send();
        mailroom.arrived("paid", "7");
        assertThat(offered).isEmpty();
        await(3, NOON.plusMillis(1));
        assertThat(offered).hasSize(1);
    }

    @Test
    void thoseForWhomAMessageIsTooLateLeaveOneByOne() {
        var first = await(1, NOON);
        var second = await(2, NOON);
        send();
        mailroom.arrived("paid", "7");
        first.run();
        second.run();
        await(3, NOON.plusMillis(1));
        assertThat(offered).hasSize(1);
    }

    @Test
    void eachMessageIsLookedAtOnceHoweverManyWaitForIt() {
        for (int i = 0; i < MANY; i++) {
            send();
        }
        for (int i = 0; i < MANY; i++) {
            await(i);
        }
        assertThat(offered).hasSize(MANY).isSorted().doesNotHaveDuplicates();
        assertThat(read).isLessThan(4 * MANY);
    }

    @Test
    void whatSomebodyNoLongerWantsIsOfferedToTheNextBeforeWhatCameLater() {
        send();
        send();
        var first = await(1);
        await(2);
        await(3);
        first.run();
        assertThat(offered).containsExactly(1L, 2L, 1L);
        send();
        await(4);
        assertThat(offered).containsExactly(1L, 2L, 1L, 3L);
    }

    @Test
    void thatWhatIsKeptCantBeLookedForIsToldToThoseWhoWaitAndNotToTheSender() {
        await(1);
        await(2);
        failure = new StoreException(StoreException.Kind.DAMAGED, "A page can't be read.", "Restore a backup.");

        var sent = mailroom.send(new Message("paid", "7", null, "1", NOON), Json.of(1));
        assertThat(sent.number()).isPositive();
        assertThat(broken).containsExactly(failure, failure);
        assertThat(offered).isEmpty();
    }
}
