package dev.flowloom.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.flowloom.check.Checker;
import dev.flowloom.journal.Retention;
import dev.flowloom.journal.RunFlaw;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.model.DurationText;
import dev.flowloom.model.Flow;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.Secrets;
import dev.flowloom.step.StepTypes;

/// Examines an open store. Nothing is changed.
public final class Doctor {
    /// The checker's name for what the steps of a flow need and is missing here.
    private static final String UNKNOWN_TYPE = "step.unknown-type";
    private static final long LITTLE_ROOM = 1L << 30;
    private static final long LARGE = 1L << 30;
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);
    private static final int MOST_LETTERS = 1_000;
    private static final int MOST_NAMED = 5;

    private final StoreLocation location;
    private final Engine engine;
    private final StepTypes types;
    private final Secrets secrets;
    private final Instant now;

    /// @param types those that runs can use here
    /// @param secrets those that runs can use here
    /// @param now what the computer's clock says
    public Doctor(StoreLocation location, Engine engine, StepTypes types, Secrets secrets, Instant now) {
        this.location = location;
        this.engine = engine;
        this.types = types;
        this.secrets = secrets;
        this.now = now;
    }

    /// Examines one thing after the other.
    ///
    /// @param found is told of each when it is found: reading all histories takes its time
    public void examine(Consumer<Finding> found) {
        found.accept(size());
        found.accept(mark());
        if (location instanceof StoreLocation.OnDisk file) {
            disk(file).forEach(found);
        }
        var runs = engine.runs(Integer.MAX_VALUE);
        found.accept(clock(runs));
        found.accept(strays());
        var damaged = DamagedRuns.in(engine, runs);
        found.accept(list(damaged.flaws()));
        found.accept(histories(runs, damaged));
        found.accept(unfinished(runs));
        var needed = needed(runs);
        found.accept(stepTypes(needed));
        found.accept(secrets(needed));
        found.accept(deadLetters());
        found.accept(retention());
    }

    private Finding size() {
        return Finding.ok("store", "The store %s can be opened; it takes %s.".formatted(location,
                bytes(engine.upkeep().size())));
    }

    private Finding mark() {
        var remark = engine.upkeep().remark();
        return remark == null
                ? Finding.ok("acknowledged", "Nothing that was acknowledged is missing at the end.")
                : Finding.warning("acknowledged", remark,
                        "From when something goes on in the store next, it is vouched for anew.");
    }

    /// That has no checksums.
    private static Finding list(List<RunFlaw> flaws) {
        return flaws.isEmpty()
                ? Finding.ok("list of runs", "Every run is listed as it can be.")
                : Finding.failure("list of runs", "%s not listed as %s written: %s%s.".formatted(
                        flaws.size() == 1 ? "1 run is" : "%,d runs are".formatted(flaws.size()),
                        flaws.size() == 1 ? "it was" : "they were",
                        String.join("; ", flaws.stream().limit(MOST_NAMED)
                                .map(flaw -> "%s (%s)".formatted(flaw.run(), flaw.what())).toList()),
                        flaws.size() > MOST_NAMED ? " …" : ""),
                        "\"repair RUN\" lists a run by its events again; where its definition is gone, only a backup helps. See to the disk as well.");
    }

    private Finding strays() {
        long strays = engine.upkeep().strays();
        return strays == 0
                ? Finding.ok("events", "All events are of runs that are listed.")
                : Finding.failure("events",
                        "There are events of %s not in the list of runs.".formatted(
                                strays == 1 ? "1 run that is" : "%,d runs that are".formatted(strays)),
                        "Somebody or something removed them from the list: put a backup in place of the store.");
    }

    private static String bytes(long bytes) {
        return bytes < 10_000_000 ? "%,d KB".formatted(bytes / 1_000) : "%,d MB".formatted(bytes / 1_000_000);
    }

    private List<Finding> disk(StoreLocation.OnDisk file) {
        var folder = file.database().getParent();
        try {
            var disk = Files.getFileStore(folder == null ? file.database() : folder);
            return List.of(room(disk.getUsableSpace()), permissions(file.database()));
        } catch (IOException e) {
            return List.of(Finding.failure("disk", "The disk of %s can't be asked: %s.".formatted(file, e.getMessage()),
                    "See to the disk."));
        }
    }

    private Finding room(long room) {
        return room < LITTLE_ROOM
                ? Finding.warning("disk", "There are only %s of room left on the disk.".formatted(bytes(room)),
                        "Make room: runs stop where they are when there is none.")
                : Finding.ok("disk", "There are %s of room left on the disk.".formatted(bytes(room)));
    }

    private static Finding permissions(Path database) {
        var folder = database.toAbsolutePath().getParent();
        boolean isWritable = Files.isWritable(database) && folder != null && Files.isWritable(folder);
        return isWritable
                ? Finding.ok("permissions", "The store and its folder can be written.")
                : Finding.failure("permissions", "The store %s or its folder can't be written.".formatted(database),
                        "Make them writable for you.");
    }

    /// Timers wait for the clock.
    private Finding clock(List<RunSummary> runs) {
        var latest = Instant.MIN;
        for (var run : runs) {
            var ended = run.ended();
            var last = ended == null ? run.started() : ended;
            latest = last.isAfter(latest) ? last : latest;
        }
        return latest.isAfter(now.plus(CLOCK_TOLERANCE))
                ? Finding.warning("clock",
                        "The clock says %s, and something in the store happened at %s: it was set back since, or was wrong then."
                                .formatted(now, latest),
                        "Set the clock; what waits for a time goes on when the clock says that time.")
                : Finding.ok("clock", "Nothing in the store happened later than now.");
    }

    private Finding histories(List<RunSummary> runs, DamagedRuns found) {
        var damaged = found.histories();
        return damaged.isEmpty()
                ? Finding.ok("histories", "All histories are whole: %s, %,d events.".formatted(
                        runs.size() == 1 ? "1 run" : "%,d runs".formatted(runs.size()),
                        found.events()))
                : Finding.failure("histories",
                        "The histories of %,d of %,d runs are damaged: %s.".formatted(damaged.size(), runs.size(),
                                named(damaged)),
                        "\"repair RUN\" says what can be restored of one, and restores it. See to the disk as well.");
    }

    private static String named(List<RunId> runs) {
        var first = String.join(", ", runs.stream().limit(MOST_NAMED).map(RunId::value).toList());
        return runs.size() > MOST_NAMED ? first + " …" : first;
    }

    private Finding unfinished(List<RunSummary> runs) {
        var outermost = runs.stream().filter(run -> !run.isOver() && run.caller() == null).toList();
        if (outermost.isEmpty()) {
            return Finding.ok("runs", "Every run has ended.");
        }
        var owners = engine.owners();
        var left = outermost.stream().filter(run -> !owners.containsKey(run.run())).toList();
        if (left.isEmpty()) {
            return Finding.ok("runs", "%s not ended, and %s gone on with: by %s.".formatted(
                    outermost.size() == 1 ? "1 run has" : "%,d runs have".formatted(outermost.size()),
                    outermost.size() == 1 ? "is" : "are", String.join(", ", new TreeSet<>(owners.values()))));
        }
        var paused = left.stream().filter(RunSummary::isPaused).count();
        var oldest = left.getLast();
        return Finding.warning("runs",
                "%s not ended, and nobody goes on with %s%s; the oldest, %s, was started %s ago.".formatted(
                        left.size() == 1 ? "1 run has" : "%,d runs have".formatted(left.size()),
                        left.size() == 1 ? "it" : "them",
                        paused == 0 ? "" : "; %,d %s paused".formatted(paused, paused == 1 ? "is" : "are"),
                        oldest.run(), DurationText.of(Duration.between(oldest.started(), now))),
                "\"resume\" goes on with them, and so does the workbench; \"approvals\" and \"messages\" show what they may wait for.");
    }

    /// The flows of runs that have not ended. One that can't be read is damage, which is told elsewhere.
    private List<Flow> needed(List<RunSummary> runs) {
        var definitions = new TreeSet<String>();
        runs.stream().filter(run -> !run.isOver()).forEach(run -> definitions.add(run.definition()));
        var flows = new ArrayList<Flow>();
        for (var definition : definitions) {
            try {
                flows.add(engine.flow(definition));
            } catch (StoreException e) {
                e.throwUnlessDamaged();
            }
        }
        return flows;
    }

    private Finding stepTypes(List<Flow> flows) {
        var checker = new Checker(types);
        var missing = new TreeSet<String>();
        for (var flow : flows) {
            checker.check(flow).stream().filter(problem -> problem.code().equals(UNKNOWN_TYPE))
                    .map(problem -> problem.what().english())
                    .forEach(what -> missing.add("%s (%s)".formatted(what, flow.id())));
        }
        return missing.isEmpty()
                ? Finding.ok("step types", "All that runs use is installed here.")
                : Finding.failure("step types",
                        "Runs that have not ended use what is not installed here: %s"
                                .formatted(String.join(" ", missing)),
                        "Put the step types' jars on the class path; until then these runs stand still.");
    }

    /// Those that a run has no need of any more, as it is behind them, are among them.
    private Finding secrets(List<Flow> flows) {
        var missing = new TreeSet<String>();
        for (var flow : flows) {
            ReferredSecrets.of(flow).stream().filter(name -> secrets.find(name) == null)
                    .forEach(name -> missing.add("%s (%s)".formatted(name, flow.id())));
        }
        return missing.isEmpty()
                ? Finding.ok("secrets", "All secrets that runs refer to are here.")
                : Finding.warning("secrets",
                        "Runs that have not ended refer to secrets that are not here: %s.".formatted(
                                String.join(", ", missing)),
                        "Set the environment variables before these runs are gone on with; where one is missing, its run stands still.");
    }

    private Finding deadLetters() {
        int open = engine.deadLetters().list(false, MOST_LETTERS).size();
        return open == 0
                ? Finding.ok("dead letters", "There are none.")
                : Finding.warning("dead letters",
                        "%s failed for good and %s not been dealt with.".formatted(number(open),
                                open == 1 ? "has" : "have"),
                        "\"dead-letters\" lists them; \"resend\" and \"retry\" do them again. Their runs are kept until then.");
    }

    private static String number(int open) {
        return open == 1
                ? "1 item or run"
                : "%s%,d items or runs".formatted(open < MOST_LETTERS ? "" : "At least ", open);
    }

    private Finding retention() {
        try {
            return retention(engine.upkeep().retention());
        } catch (StoreException e) {
            e.throwUnlessDamaged();
            return Finding.failure("retention", e.what(), e.remedy());
        }
    }

    private Finding retention(Retention retention) {
        boolean isGrowing = retention.keepsEverything() && engine.upkeep().size() > LARGE;
        return isGrowing
                ? Finding.warning("retention", RetentionText.of(retention),
                        "The store only grows: \"retention\" says how long runs are kept that are over.")
                : Finding.ok("retention", RetentionText.of(retention));
    }
}
