package dev.flowloom.runtime;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Collectors;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.DeadLetter;
import dev.flowloom.journal.Journal;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Sentence;
import dev.flowloom.run.Pinned;
import dev.flowloom.run.Resent;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// What failed for good in an engine's runs: items that loops went on without, and runs. Each is open until it is sent again
/// or dropped.
public final class DeadLetters {
    private final Journal journal;
    private final Programs programs;
    private final Histories histories;
    private final Starts starts;
    private final InstantSource clock;
    private final Runnable requireOpen;

    /// @param requireOpen throws where the engine is closed
    DeadLetters(Journal journal, Programs programs, Histories histories, Starts starts, InstantSource clock,
            Runnable requireOpen) {
        this.journal = journal;
        this.programs = programs;
        this.histories = histories;
        this.starts = starts;
        this.clock = clock;
        this.requireOpen = requireOpen;
    }

    /// One letter isn't there, or isn't open.
    public static final class NotOpenException extends RuntimeException {
        private NotOpenException(String message) {
            super(message);
        }
    }

    /// The first kept first.
    ///
    /// @param closedToo those as well that were sent again or dropped
    public List<DeadLetter> list(boolean closedToo, int limit) {
        return journal.letters(null, closedToo, limit);
    }

    /// Those of one run.
    public List<DeadLetter> of(RunId run, boolean closedToo, int limit) {
        return journal.letters(run, closedToo, limit);
    }

    /// Null where there is none of that number.
    public @Nullable DeadLetter find(long number) {
        return journal.letter(number);
    }

    /// Sends items again: to each loop in which they failed, by a run of its own that does nothing else. When this returns,
    /// that those runs have started is durable, and the letters are closed. Where something of it is refused, nothing is begun; but
    /// where the store fails, or somebody else deals with one of the letters at that moment, runs of loops before it are.
    ///
    /// @param mended what takes the place of items, by their letters' numbers
    /// @param by who asks, for the history
    /// @return the runs
    /// @throws NotOpenException when one isn't open
    /// @throws IllegalArgumentException when one is a run, which is not sent again but retried, or an item that could not be read
    ///     and is to be sent as it is
    public List<RunId> resend(List<Long> numbers, SortedMap<Long, Json> mended, String by, String reason) {
        return resend(numbers, mended, (Corrected) null, by, reason);
    }

    /// As the other, on a corrected definition of the flow in which they failed.
    ///
    /// @param library where the flows are found that it calls
    /// @throws IllegalArgumentException also when it is of another flow, has no such loop, or doesn't take the run's input
    public List<RunId> resend(List<Long> numbers, SortedMap<Long, Json> mended, Flow flow, FlowLibrary library,
            String by, String reason) {
        var ready = programs.ready(flow);
        var subFlows = ready.calls().isEmpty() ? List.<Pinned>of() : SubFlows.pin(ready, library, programs::ready);
        return resend(numbers, mended, new Corrected(ready, subFlows), by, reason);
    }

    /// A corrected definition.
    private record Corrected(Programs.Ready ready, List<Pinned> subFlows) {}

    private List<RunId> resend(List<Long> numbers, SortedMap<Long, Json> mended, @Nullable Corrected corrected,
            String by, String reason) {
        requireOpen.run();
        var letters = numbers.stream().distinct().map(this::requireOpenItem).toList();
        var ready = letters.stream().collect(Collectors.groupingBy(Place::of, LinkedHashMap::new, Collectors.toList()))
                .entrySet().stream().map(at -> ready(at.getKey(), at.getValue(), mended, corrected, by, reason))
                .toList();
        return ready.stream().map(Ready::start).toList();
    }

    /// Where items failed.
    private record Place(RunId run, VisitId loop) {
        static Place of(DeadLetter letter) {
            var item = letter.item();
            if (item == null) {
                throw new IllegalStateException("a run is no item");
            }
            return new Place(letter.run(), item.loop());
        }
    }

    private DeadLetter requireThere(long number) {
        var letter = journal.letter(number);
        if (letter == null) {
            throw new NotOpenException("There is no dead letter %d.".formatted(number));
        }
        return letter;
    }

    private DeadLetter requireOpenItem(long number) {
        var letter = requireThere(number);
        if (letter.item() == null) {
            throw new IllegalArgumentException(
                    "The dead letter %d is the run %s itself. Retry the run.".formatted(number, letter.run()));
        }
        requireOpen(letter);
        return letter;
    }

    private static void requireOpen(DeadLetter letter) {
        var change = letter.change();
        if (change != null) {
            throw new NotOpenException(closed(letter, change));
        }
    }

    private static String closed(DeadLetter letter, DeadLetter.Change change) {
        if (change.sentAs() == null) {
            return "The dead letter %d was dropped by %s.".formatted(letter.number(), change.by());
        }
        return change.sentAs().equals(letter.run())
                ? "The dead letter %d was tried again by a retry or jump of its run %s, by %s."
                        .formatted(letter.number(), letter.run(), change.by())
                : "The dead letter %d was sent again by %s, as the run %s.".formatted(letter.number(), change.by(),
                        change.sentAs());
    }

    /// Items that may be sent again to a loop.
    private record Ready(Starts starts, Programs.Ready keeps, List<Pinned> subFlows, LoopBegin begin, Resent resent,
            List<Long> letters) {
        RunId start() {
            return starts.resend(keeps, subFlows, begin, resent, letters);
        }
    }

    /// Why items can't be sent to a definition; null where they can.
    private static @Nullable Sentence refusal(Flow flow, String before, NodeId loop) {
        if (!flow.id().equals(before)) {
            return Sentence.of("The items failed in the flow \"%s\", and can't be sent to one of \"%s\".", before,
                    flow.id());
        }
        if (!(flow.graph().node(loop) instanceof Node.Loop(_, _, Node.Repeat.ForEach _, _))) {
            return Sentence.of("The flow \"%s\" has no loop over items \"%s\" to which they could be sent.", flow.id(),
                    loop);
        }
        for (var around : flow.graph().ancestors(loop)) {
            if (flow.graph().node(around) instanceof Node.Scope scope && scope.lock() != null) {
                return Sentence.of(
                        "The loop \"%s\" stands in \"%s\", which has a lock, and items that are sent again would be done without it. Put a scope with the lock into the loop, around what needs it, and send them again on that definition.",
                        loop, around);
            }
        }
        return null;
    }

    private Ready ready(Place place, List<DeadLetter> letters, SortedMap<Long, Json> mended,
            @Nullable Corrected corrected, String by, String reason) {
        var data = letters.stream().map(letter -> item(letter, mended.get(letter.number()))).toList();
        var begin = new LoopBegin(histories::rules, place.loop());
        histories.readWhile(place.run(), begin::add);
        var resent = begin.resent(data, letters.stream().map(DeadLetters::index).toList(), by, reason);
        letters.forEach(letter -> requireMended(letter, mended.get(letter.number()), resent.loop()));
        var numbers = letters.stream().map(DeadLetter::number).toList();
        var before = programs.find(begin.definition());
        var on = corrected == null ? before : corrected.ready();
        var refusal = refusal(on.flow(), before.flow().id(), resent.loop());
        if (refusal != null) {
            throw new RestartRefusedException(refusal);
        }
        if (corrected == null) {
            return new Ready(starts, before, begin.subFlows(), begin, resent, numbers);
        }
        corrected.ready().inputs().require(begin.started().input());
        return new Ready(starts, corrected.ready(), corrected.subFlows(), begin, resent, numbers);
    }

    /// What is done for an item fails at what the loop holds. Where the loop itself is what failed, there was no item.
    private static void requireMended(DeadLetter letter, @Nullable Json mended, NodeId loop) {
        if (loop.value().equals(letter.node()) && (mended == null || mended.equals(item(letter)))) {
            throw new IllegalArgumentException(
                    "What the dead letter %d holds could not be read as an item, and would be taken for one if it were sent again as it is. Mend it: give the item that it should be."
                            .formatted(letter.number()));
        }
    }

    private static int index(DeadLetter letter) {
        return Objects.requireNonNull(letter.item()).index();
    }

    private static Json item(DeadLetter letter, @Nullable Json mended) {
        return mended == null ? item(letter) : mended;
    }

    private static Json item(DeadLetter letter) {
        try {
            return JsonText.parse(Objects.requireNonNull(letter.item()).json());
        } catch (MalformedJson e) {
            throw new IllegalStateException("a kept item is no JSON", e);
        }
    }

    /// Closes letters without doing anything about them. When this returns, that is durable.
    ///
    /// @throws NotOpenException when one isn't open; then none is closed
    public void drop(List<Long> numbers, String by, String reason) {
        numbers.forEach(number -> requireOpen(requireThere(number)));
        var change = new DeadLetter.Change(clock.instant(), by, reason, null);
        if (Waiting.on(journal.dropLetters(numbers, change)) instanceof Appended.LetterGone(var number)) {
            throw gone(number);
        }
    }

    static NotOpenException gone(long number) {
        return new NotOpenException(
                "Somebody else dealt with the dead letter %d a moment ago. Look at the list again.".formatted(number));
    }
}
