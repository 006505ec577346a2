package dev.flowloom.cli;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.flowloom.journal.RunSummary;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.Repair;
import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `repair`: restores a run whose history is damaged.
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        description = "Restores a run whose history is damaged from its last intact event. What is damaged, and all after it, is "
                + "set aside in the store, so that nothing is lost. The run can be gone on with then, by \"resume\": what it had "
                + "done after that event is done a second time. Says first what it would do, and does it with --yes. What was "
                + "found is JSON on standard output.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the run is restored, or nothing is damaged; with --dry-run: it was said what would be done",
                "2:there is no such run, or --yes is missing", "3:nothing of it is intact, or Flowloom itself failed"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom repair RUN --dry-run                   what would be done",
                "  flowloom repair RUN --yes --reason \"The disk failed.\""})
final class RepairCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ChangedRun changed = new ChangedRun("repaired on the command line");

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who restores it, for the run's history (default: "
                    + "${DEFAULT-VALUE}).")
    private String by = ChangedRun.BY;

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do it.")
    private boolean confirmed;

    @Mixin
    private RunningOptions options = new RunningOptions();

    RepairCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var id = changed.id();
        try (var types = StepTypes.installed(); var engine = options.openToTry(types, dryRun || !confirmed)) {
            var repair = engine.examine(id);
            tell(engine, repair);
            boolean wanted = repair.damage() != null && confirmed && !dryRun;
            if (wanted) {
                engine.repair(id, by, changed.reason());
                console.err().println("The run is restored." + (repair.goesOn()
                        ? " To go on with it: %s %s".formatted(options.repeated(spec, "resume"), id)
                        : ""));
            }
            console.out().println(JsonText.pretty(json(repair, wanted)));
            return wanted || dryRun || repair.damage() == null ? ExitCode.COMPLETED : refused(repair);
        }
    }

    private int refused(Repair repair) {
        console.err().println("Nothing was changed." + (repair.isPossible()
                ? " To do it: %s %s --yes".formatted(options.repeated(spec, "repair"), repair.run())
                : ""));
        return repair.isPossible() ? ExitCode.INPUT_WRONG : ExitCode.ENGINE_FAILED;
    }

    private void tell(Engine engine, Repair repair) {
        if (repair.damage() == null) {
            console.err().printf("Nothing of the run %s is damaged.%n", repair.run());
            return;
        }
        console.err().println(repair.damage());
        if (!repair.isPossible()) {
            console.err().println(
                    "Its first event is damaged, so nothing of it can be restored: put a backup of the store in "
                            + "its place, or start the run anew.");
            return;
        }
        console.err().printf(
                "Intact are the events up to %d; %s set aside%s. The run is listed as %s, and will be %s.%n",
                repair.intact(),
                repair.aside() == 1 ? "1 decision after them is" : repair.aside() + " decisions after them are",
                repair.unreadable() == 0 ? "" : ", of which %d can't be read".formatted(repair.unreadable()),
                word(repair.before()), word(repair.after()));
        if (!repair.again().isEmpty()) {
            console.err().println("Done a second time may be: " + titles(engine, repair) + ".");
        }
    }

    private static String titles(Engine engine, Repair repair) {
        var graph = engine.flow(repair.run()).graph();
        return repair.again().stream().map(graph::node).filter(Objects::nonNull).map(Node::title)
                .collect(Collectors.joining(", "));
    }

    private static Json.Obj json(Repair repair, boolean done) {
        return Json.Obj.of("run", Json.of(repair.run().value()))
                .with("damage", repair.damage() == null ? Json.NULL : Json.of(repair.damage()))
                .with("intact", Json.of(repair.intact())).with("aside", Json.of(repair.aside()))
                .with("unreadable", Json.of(repair.unreadable()))
                .with("again", new Json.Arr(repair.again().stream().<Json>map(node -> Json.of(node.value())).toList()))
                .with("before", Json.of(word(repair.before()))).with("after", Json.of(word(repair.after())))
                .with("repaired", Json.of(done));
    }

    private static String word(RunSummary.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
