package dev.flowloom.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.flowloom.cli.progress.Text;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Nearest;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.RunId;
import dev.flowloom.runtime.JumpPlan;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `jump`: has a run go on at another node.
@Command(
        name = "jump",
        mixinStandardHelpOptions = true,
        description = "Has a run go on at a node of its flow, and stays until it has ended: one that has not ended, as after a "
                + "crash or Ctrl+C, that failed, or was cancelled. What is under way in it is given up; what was done stays "
                + "done, and is undone if the run fails later. Progress goes to standard error, the result as JSON to "
                + "standard output.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the flow completed", "1:it failed or was cancelled",
                "2:there is no such run or node, or the run can't go on there; nothing was done",
                "3:something that it needs is missing here, or Flowloom itself failed",
                ExitCode.LEFT_IN_HELP},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom jump RUN ship --dry-run             only say what would be given up",
                "  flowloom jump RUN ship --reason \"Paid by hand.\"",
                "  flowloom jump RUN ship --data @order.json"})
final class JumpCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ChangedRun changed = new ChangedRun("sent there on the command line");

    @Parameters(index = "1", paramLabel = "NODE", description = "The id of a node that stands in no container.")
    private String node = "";

    @Option(
            names = "--data",
            paramLabel = "JSON",
            description = "What arrives at the node; @FILE takes it from a file, @- from standard input. Without it, the run's input does.")
    private @Nullable String data;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who wants it, for the run's history. Without it, the name of the user who is logged in.")
    private String by = ChangedRun.BY;

    @Option(
            names = "--dry-run",
            description = "Change nothing: only say whether it can, what would be given up, "
                    + "and what was undone and is not done again.")
    private boolean dryRun;

    @Mixin
    private RunningOptions options = new RunningOptions();

    JumpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var id = changed.id();
        if (!NodeId.isValid(node)) {
            throw Failure.wrongInput("\"%s\" is no id of a node. Give the id that the definition has.".formatted(node),
                    null);
        }
        var arriving = data == null ? null : InputFile.data(data, console.in());
        try (var types = StepTypes.installed(); var engine = options.openToTry(types, dryRun)) {
            var graph = engine.flow(id).graph();
            requireNode(graph, new NodeId(node));
            if (dryRun) {
                var plan = engine.planJump(id, new NodeId(node), arriving);
                var undone = UndoneWork.passedOver(engine, id, plan.node());
                words(plan, graph).forEach(console.err()::println);
                tellUndone(undone, graph);
                console.out().println(JsonText.pretty(json(id, plan).with("undone", ids(undone))));
                return ExitCode.COMPLETED;
            }
            var undone = UndoneWork.passedOver(engine, id, new NodeId(node));
            var attendance = options.attend(console, engine, spec);
            long before = attendance.before(id);
            if (!engine.jump(id, by, changed.reason(), new NodeId(node), arriving)) {
                throw Failure.wrongInput(
                        ("The run %s is being undone, or something else happened to it meanwhile, so nothing was changed. "
                                + "\"runs\" says where it stands; while it is being undone, \"resume\" stays until that is over.")
                                .formatted(id),
                        null);
            }
            tellUndone(undone, graph);
            var result = attendance.attend(id, before);
            attendance.tellOfCaller(id);
            console.out().println(JsonText.pretty(result.json()));
            return result.exitCode();
        } catch (IllegalArgumentException e) {
            throw Failure.wrongInput(String.valueOf(e.getMessage()), e);
        }
    }

    /// Where the flow has no such node, one that may be meant; else the engine says what is wrong.
    private static void requireNode(Graph graph, NodeId node) {
        var nearest = graph.node(node) != null
                ? null
                : Nearest.to(node.value(), graph.nodes().keySet().stream().filter(each -> graph.parent(each) == null)
                        .map(NodeId::value).toList());
        if (nearest != null) {
            throw Failure.wrongInput("The run's flow has no node \"%s\". Is \"%s\" meant?".formatted(node, nearest),
                    null);
        }
    }

    private void tellUndone(List<NodeId> undone, Graph graph) {
        if (!undone.isEmpty()) {
            console.err().println("Undone before, and not done again: %s."
                    .formatted(undone.stream().map(each -> title(each, graph)).collect(Collectors.joining(", "))));
        }
    }

    private static String title(NodeId id, Graph graph) {
        return Text.line(RetryText.title(id, graph));
    }

    private static List<String> words(JumpPlan plan, Graph graph) {
        var givenUp = plan.givenUp().stream().distinct().map(each -> title(each, graph)).toList();
        return List.of("It would go on at %s.".formatted(title(plan.node(), graph)), givenUp.isEmpty()
                ? "Nothing is under way that would be given up."
                : "Given up, because it is under way: %s.".formatted(String.join(", ", givenUp)));
    }

    private static Json.Obj json(RunId run, JumpPlan plan) {
        return Json.Obj.of("run", Json.of(run.value())).with("node", Json.of(plan.node().value())).with("givenUp",
                ids(plan.givenUp()));
    }

    private static Json.Arr ids(List<NodeId> nodes) {
        return new Json.Arr(nodes.stream().<Json>map(each -> Json.of(each.value())).toList());
    }
}
