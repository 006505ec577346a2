package dev.flowloom.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.model.Json;

/// A random run in which items of loops failed, and runs by which some of these were sent again, as they were or mended; then the
/// run is retried, where it failed. Wholly made by a seed. The worlds of others are those of seeds that draw the same things.
///
/// @param run the run
/// @param again the others
record RandomResends(Simulation run, List<Simulation> again) {
    static RandomResends of(long seed) {
        var drawn = new RandomResends(seed % 2 == 0 ? RandomRun.read(seed) : RandomRun.retried(seed),
                new ArrayList<>());
        var chance = new Random(seed * 19);
        drawn.resend(drawn.run, chance, seed);
        if (drawn.run.state.hasFailed()) {
            RandomRun.finish(drawn.run.retry(), seed + 4);
        }
        return drawn;
    }

    private void resend(Simulation from, Random chance, long seed) {
        open(from).forEach((loop, letters) -> {
            var some = letters.stream().filter(_ -> chance.nextInt(4) > 0).toList();
            if (!some.isEmpty() && again.size() < 10) {
                var sent = from.resend(loop, some.stream().map(letter -> item(from, letter, chance)).toList(),
                        some.stream().map(Event.DeadLetterKept::index).toList(), "again" + again.size());
                again.add(sent);
                finish(sent, chance, seed + 100L * again.size());
            }
        });
    }

    private void finish(Simulation sent, Random chance, long seed) {
        if (chance.nextInt(8) == 0) {
            sent.take(new Input.CancelRequested("chance", "enough"));
        }
        RandomRun.finish(sent, seed);
        if (chance.nextInt(2) == 0) {
            resend(sent, chance, seed);
        }
        if (sent.state.hasFailed() && chance.nextInt(3) > 0) {
            RandomRun.finish(sent.retry(), seed + 4);
        }
    }

    /// Those that no retry has closed, by the visits at their loops.
    private static SortedMap<VisitId, List<Event.DeadLetterKept>> open(Simulation run) {
        var open = new TreeMap<VisitId, List<Event.DeadLetterKept>>();
        for (var event : run.events) {
            if (event instanceof Event.DeadLetterKept letter) {
                open.computeIfAbsent(letter.visit(), _ -> new ArrayList<>()).add(letter);
            } else if (event instanceof Event.RunRetried retried) {
                retried.letters().forEach(open::remove);
            }
        }
        return open;
    }

    private static Json item(Simulation from, Event.DeadLetterKept letter, Random chance) {
        boolean isReadable = from.events.stream().noneMatch(event -> event instanceof Event.ItemsRead read
                && read.visit().equals(letter.visit())
                && read.unreadable().stream().anyMatch(each -> letter.error().equals(each.error())));
        if (isReadable && chance.nextInt(3) > 0) {
            return letter.item();
        }
        var mended = Json.of("mended " + letter.index());
        return letter.item() instanceof Json.Arr ? Json.Arr.of(mended, mended) : mended;
    }
}
