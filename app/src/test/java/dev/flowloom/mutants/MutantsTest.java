package dev.flowloom.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.flowloom.arrange.AutoLayout;
import dev.flowloom.arrange.Direction;
import dev.flowloom.check.Checker;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Outline;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.input.InputCheck;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/// Sample flows and inputs changed in all ways: each comes to a list of problems, or to a run that ends, fails or waits. Never
/// does anything throw, and never does anything hang. The ten thousand: `-Dflowloom.mutants=10000`.
@Execution(ExecutionMode.CONCURRENT)
class MutantsTest {
    private static final int MUTANTS = Integer.getInteger("flowloom.mutants", 3_000);
    /// One of so many is opened in the editor, which takes longer than to run it.
    private static final int EDITED = 25;
    private static final int SECONDS = 20;
    /// Says of each schema what it doesn't know in it.
    private static final Logger SCHEMAS = Logger.getLogger("com.networknt");
    private static final Path FLOWS = Path.of("../flows");
    private static final StepTypes TYPES = StepTypes.installed();
    private static final Checker CHECKER = new Checker(TYPES);
    /// What the mutants are tried in, so that one that hangs is told.
    private static final AtomicReference<Thread> THREAD = new AtomicReference<>(Thread.currentThread());
    private static final ExecutorService WORKER = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "mutants");
        thread.setDaemon(true);
        THREAD.set(thread);
        return thread;
    });
    private static final List<Flow> SAMPLES = new ArrayList<>();
    private static final List<byte[]> FILES = new ArrayList<>();
    private static final List<Json> INPUTS = new ArrayList<>();

    static {
        for (var file : files(FLOWS)) {
            FILES.add(file);
            SAMPLES.add(Objects.requireNonNull(DefinitionReader.read(file).diagram()).flow());
        }
        files(FLOWS.resolve("inputs")).forEach(file -> INPUTS.add(json(file)));
    }

    /// What came of a mutant.
    private enum Came { UNREAD, WRONG, REFUSED, ENDED, STANDS, GOES_ON }

    @BeforeAll
    static void beSilentAboutSchemas() {
        SCHEMAS.setLevel(Level.OFF);
    }

    @AfterAll
    static void close() {
        SCHEMAS.setLevel(null);
        TYPES.close();
    }

    @Test
    void whateverIsChangedAFlowIsRefusedOrRuns() {
        long first = Long.getLong("flowloom.seed", System.nanoTime());
        var count = new EnumMap<Came, Integer>(Came.class);
        for (long seed = first; seed < first + MUTANTS; seed++) {
            count.merge(bounded(seed), 1, Integer::sum);
        }
        System.out.println("mutants from seed " + first + ": " + count);
        // Else it says little of what it is about.
        assertThat(count).containsKeys(Came.UNREAD, Came.WRONG, Came.REFUSED, Came.ENDED);
        assertThat(count.get(Came.ENDED)).isGreaterThan(MUTANTS / 20);
    }

    private static Came bounded(long seed) {
        var done = WORKER.submit(() -> mutant(seed));
        try {
            return done.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("seed " + seed + " threw " + e.getCause(), e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            var hung = new AssertionError("seed " + seed + " hangs");
            hung.setStackTrace(THREAD.get().getStackTrace());
            throw hung;
        }
    }

    private static Came mutant(long seed) throws Exception {
        var random = new Random(seed);
        int which = random.nextInt(FILES.size());
        var bytes = mutated(FILES.get(which), random);
        var read = DefinitionReader.read(bytes);
        read.problems().forEach(MutantsTest::assertItSaysWhat);
        var diagram = read.diagram();
        if (diagram == null) {
            assertThat(read.problems()).isNotEmpty();
            if (read.part() != null) {
                assertThat(CHECKER.checkNodes(read.part())).isNotNull();
            }
            return Came.UNREAD;
        }
        var flow = diagram.flow();
        var library = library(flow);
        var problems = CHECKER.check(flow, library);
        problems.forEach(MutantsTest::assertItSaysWhat);
        assertThat(DefinitionReader.locate(problems, bytes)).hasSameSizeAs(problems);
        assertItIsWrittenAsItWasRead(diagram, read.readOnly());
        if (Math.floorMod(seed, EDITED) == 0) {
            assertItCanBeEdited(diagram, random);
        }
        return read.hasErrors() || problems.stream().anyMatch(Problem::isError)
                ? Came.WRONG
                : ran(flow, library, input(flow, random), random);
    }

    private static Came ran(Flow flow, FlowLibrary library, Json input, Random random) throws Exception {
        var wrong = InputCheck.check(flow, input);
        wrong.forEach(MutantsTest::assertItSaysWhat);
        if (!wrong.isEmpty()) {
            return Came.REFUSED;
        }
        // At times what was changed is called.
        var root = random.nextInt(3) == 0 ? caller(flow, library) : flow;
        return switch (new World(random, TYPES, library).run(root, input)) {
            case World.Fate.Ended _ -> Came.ENDED;
            case World.Fate.Stands _ -> Came.STANDS;
            case World.Fate.GoesOn _ -> Came.GOES_ON;
        };
    }

    private static Flow caller(Flow called, FlowLibrary library) {
        return SAMPLES.stream()
                .filter(flow -> flow.graph().nodes().values().stream()
                        .anyMatch(node -> node instanceof Node.SubFlow call && call.flow().fits(called)))
                .filter(flow -> CHECKER.check(flow, library).stream().noneMatch(Problem::isError))
                .findFirst().orElse(called);
    }

    private static byte[] mutated(byte[] file, Random random) {
        if (random.nextInt(8) == 0) {
            var damage = new Damage(random);
            return random.nextBoolean() ? damage.of(file) : damage.of(damage.of(file));
        }
        var value = json(file);
        var mutation = new Mutation(random);
        for (int i = random.nextInt(1 + random.nextInt(3)); i >= 0; i--) {
            value = mutation.of(value);
        }
        return JsonText.bytes(value);
    }

    private static Json input(Flow flow, Random random) {
        var check = InputCheck.of(flow);
        var fitting = INPUTS.stream().filter(input -> check.problems(input).isEmpty()).toList();
        var input = fitting.isEmpty() || random.nextInt(4) == 0
                ? Nasty.any(random, INPUTS)
                : Nasty.any(random, fitting);
        return random.nextInt(3) == 0 ? new Mutation(random).anywhere(input) : input;
    }

    private static void assertItSaysWhat(Problem problem) {
        assertThat(problem.message()).isNotBlank();
        assertThat(problem.remedy()).isNotBlank();
    }

    private static void assertItIsWrittenAsItWasRead(Diagram diagram, boolean readOnly) {
        var written = DefinitionWriter.write(diagram);
        var again = DefinitionReader.read(written).diagram();
        assertThat(again).isEqualTo(diagram);
        assertThat(readOnly || Arrays.equals(DefinitionWriter.write(Objects.requireNonNull(again)), written)).isTrue();
    }

    private static void assertItCanBeEdited(Diagram diagram, Random random) {
        var graph = diagram.flow().graph();
        assertThat(Outline.of(graph).entries()).hasSizeGreaterThanOrEqualTo(0);
        var drawing = Drawing.of(diagram);
        var editor = new Editor(diagram);
        var opened = DefinitionWriter.text(editor.diagram());
        var nodes = List.copyOf(graph.nodes().keySet());
        if (!nodes.isEmpty()) {
            editor.apply(AutoLayout.of(diagram, nodes, Nasty.any(random, List.of(Direction.values())))
                    .edit("Layout", diagram));
            drawing.show(editor.diagram());
            var some = Selection.ofNodes(List.of(Nasty.any(random, nodes)));
            editor.apply(Edit.MoveNodes.of(some, 48, -48));
            drawing.show(editor.diagram());
            editor.apply(new Edit.Delete(some, random.nextBoolean()));
            drawing.show(editor.diagram());
        }
        while (editor.canUndo()) {
            editor.undo();
        }
        assertThat(DefinitionWriter.text(editor.diagram())).isEqualTo(opened);
    }

    /// The samples, with this one in the place of the one that it was.
    private static FlowLibrary library(Flow changed) {
        var flows = new TreeMap<String, Flow>();
        SAMPLES.forEach(flow -> flows.put(flow.id(), flow));
        flows.put(changed.id(), changed);
        return new FlowLibrary() {
            @Override
            public @Nullable Flow find(FlowReference reference) {
                var found = flows.get(reference.flow());
                return found != null && reference.fits(found) ? found : null;
            }

            @Override
            public List<String> ids() {
                return List.copyOf(flows.keySet());
            }
        };
    }

    private static List<byte[]> files(Path folder) {
        try (var files = Files.list(folder)) {
            var contents = new ArrayList<byte[]>();
            for (var file : files.filter(file -> file.toString().endsWith(".json")).sorted().toList()) {
                contents.add(Files.readAllBytes(file));
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Json json(byte[] bytes) {
        try {
            return JsonText.parse(bytes);
        } catch (MalformedJson e) {
            throw new IllegalStateException(e);
        }
    }
}
