package dev.flowloom.arrange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Grid;
import dev.flowloom.geometry.Notes;
import dev.flowloom.geometry.Vec;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static dev.flowloom.document.Diagrams.wire;
import static org.assertj.core.api.Assertions.assertThat;

/// What a flow looks like when it was laid out.
@Execution(ExecutionMode.CONCURRENT)
class AutoLayoutTest {
    private static final Path FLOWS = Path.of("../flows");

    static List<Path> samples() throws IOException {
        try (var files = Files.list(FLOWS)) {
            return files.filter(file -> file.toString().endsWith(".flow.json")).sorted().toList();
        }
    }

    static List<Long> seeds() {
        var fresh = new Random();
        return Stream.concat(Stream.of(1L, 2L, 3L), Stream.generate(fresh::nextLong).limit(12)).toList();
    }

    @Test
    void aContainerTakesItsNotesAlongAndOthersStayWhereTheyAre() {
        var diagram = Diagrams.empty().start(0, 0).scope("scope", 500, 700, 400, 208).step("inner", 540, 760)
                .in("scope", "inner").chain("start", "scope")
                .note("within", 520, 840, 96, 48, "in it", Note.Color.GREY)
                .note("beside", 0, 600, 96, 48, "not in it", Note.Color.GREY).diagram();
        var laidOut = AutoLayout.of(diagram, diagram.flow().graph().nodes().keySet(), Direction.LEFT_TO_RIGHT)
                .applied(diagram).layout();
        var scope = Objects.requireNonNull(laidOut.place(id("scope")));
        assertThat(scope).isNotEqualTo(point(500, 700));
        assertThat(Objects.requireNonNull(laidOut.notes().get(new NoteId("within"))).at())
                .isEqualTo(scope.plus(24, 144));
        assertThat(Objects.requireNonNull(laidOut.notes().get(new NoteId("beside"))).at()).isEqualTo(point(0, 600));
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void aGroupIsPutAroundItsNodesAgainAndTakesItsNotesAlong(Direction direction) {
        var diagram = Diagrams.empty().start(0, 0).step("a", 900, 40).step("b", 880, 160).step("c", 900, 600)
                .chain("start", "a", "b", "c").group("two", 860, 0, 400, 320, "Two", Note.Color.BLUE)
                .note("hint", 1120, 40, 96, 48, "in it", Note.Color.GREY)
                .group("one", 880, 560, 300, 200, "One", Note.Color.RED)
                .group("none", 3000, 0, 300, 320, "None", Note.Color.RED).diagram();

        var once = laidOut(diagram, direction);
        var after = drawn(once);

        assertThat(groups(after)).isEqualTo(groups(drawn(diagram)));
        var nodes = box(after, id("a")).union(box(after, id("b")));
        assertThat(noteBox(after, "two")).isEqualTo(Notes.groupAround(nodes.union(noteBox(after, "hint"))));
        assertThat(noteBox(after, "one")).isEqualTo(Notes.groupAround(box(after, id("c"))));
        assertThat(noteBox(after, "none")).isEqualTo(new Box(3000, 0, 300, 320));
        assertThat(laidOut(once, direction).layout()).isEqualTo(once.layout());
    }

    @Test
    void aGroupThatWouldTakeInOthersStaysWhereItIs() {
        var diagram = Diagrams.empty().start(0, 0).step("a", 900, 40).step("between", 600, 400).step("b", 880, 160)
                .chain("start", "a", "between", "b").group("apart", 860, 0, 400, 320, "Two", Note.Color.BLUE).diagram();

        var after = drawn(laidOut(diagram, Direction.LEFT_TO_RIGHT));

        assertThat(noteBox(after, "apart")).isEqualTo(new Box(860, 0, 400, 320));
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void aFrameHoldsTheGroupsAndNotesThatBelongToIt(Direction direction) {
        var diagram = Diagrams.empty().start(0, 0).scope("scope", 500, 300, 900, 800).step("a", 540, 460)
                .step("b", 900, 700).in("scope", "a", "b").chain("start", "scope").chain("a", "b")
                .group("outer", 520, 360, 700, 600, "All", Note.Color.BLUE)
                .group("inner", 530, 420, 300, 200, "One", Note.Color.RED)
                .note("hint", 1250, 1000, 96, 48, "not in a group", Note.Color.GREY).diagram();

        var once = laidOut(diagram, direction);
        var after = drawn(once);

        assertThat(Notes.holders(once)).isEqualTo(Notes.holders(diagram)).hasSize(3);
        assertThat(groups(after)).isEqualTo(groups(drawn(diagram)));
        assertThat(noteBox(after, "outer").contains(noteBox(after, "inner"))).isTrue();
        assertThat(laidOut(once, direction).layout()).isEqualTo(once.layout());
    }

    private static Box noteBox(Drawing drawing, String note) {
        return Objects.requireNonNull(drawing.notes().box(new NoteId(note)));
    }

    private static Map<NoteId, Selection> groups(Drawing drawing) {
        var groups = new TreeMap<NoteId, Selection>();
        drawing.notes().shown().keySet().forEach(id -> groups.put(id, drawing.notes().inGroup(id, drawing)));
        return groups;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void theSamplesAreLaidOutWell(Path file) throws IOException {
        var diagram = DefinitionReader.read(Files.readAllBytes(file)).diagram();
        for (var direction : Direction.values()) {
            assertIsWellLaidOut(Objects.requireNonNull(diagram), direction);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyFlowIsLaidOutWell(long seed) {
        for (var direction : Direction.values()) {
            assertIsWellLaidOut(randomFlow(new Random(seed)), direction);
        }
    }

    private static void assertIsWellLaidOut(Diagram before, Direction direction) {
        var after = drawn(laidOut(before, direction));
        assertNothingOverlaps(after);
        assertThat(after.graph().nodes().keySet()).filteredOn(id -> !id.equals(start(before)))
                .allSatisfy(id -> assertIsOnGrid(box(after, id), direction));
        for (var wire : after.graph().wires().values()) {
            if (wire instanceof Wire.Sequence) {
                assertThat(end(box(after, wire.from()), direction)).as("%s", wire)
                        .isLessThan(begin(box(after, wire.to()), direction));
            }
        }
        assertThat(laidOut(before, direction)).isEqualTo(after.diagram());
    }

    /// Steps, conditions, forks and joins, errors and compensations; no way leads back.
    private static Diagram randomFlow(Random random) {
        int count = 5 + random.nextInt(40);
        var flow = Diagrams.empty().start(48, 172);
        for (int i = 0; i < count; i++) {
            int x = random.nextInt(2000);
            int y = random.nextInt(1000);
            flow = switch (random.nextInt(6)) {
                case 0 -> flow.condition("n" + i, x, y, "one", "two", "three");
                case 1 -> flow.fork("n" + i, x, y);
                case 2 -> flow.end("n" + i, x, y);
                default -> flow.step("n" + i, x, y);
            };
        }
        flow = flow.chain("start", "n0");
        for (int i = 0; i < 2 * count; i++) {
            int from = random.nextInt(count - 1);
            int to = from + 1 + random.nextInt(Math.min(6, count - from - 1));
            flow = random.nextInt(4) == 0
                    ? flow.error("n" + from, Wire.Catch.ANYTHING, "n" + to)
                    : flow.chain("n" + from, "n" + to);
        }
        for (int i = 0; i < count / 4; i++) {
            flow = flow.step("undo" + i, 0, 0).compensation("n" + i, "undo" + i);
        }
        return flow.diagram();
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void layingOutAgainChangesNothing(Direction direction) throws IOException {
        for (var file : samples()) {
            var diagram = Objects.requireNonNull(DefinitionReader.read(Files.readAllBytes(file)).diagram());
            var once = laidOut(diagram, direction);
            assertThat(laidOut(once, direction).layout()).as("%s", file).isEqualTo(once.layout());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void layingOutContainersAgainChangesNothing(long seed) {
        for (var direction : Direction.values()) {
            var once = laidOut(randomContainers(new Random(seed)), direction);
            assertNothingOverlaps(drawn(once));
            assertThat(laidOut(once, direction).layout()).as("%s", direction).isEqualTo(once.layout());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void layingOutAnyFlowAgainChangesNothing(long seed) {
        for (var direction : Direction.values()) {
            var once = laidOut(randomFlow(new Random(seed)), direction);
            assertThat(laidOut(once, direction).layout()).as("%s", direction).isEqualTo(once.layout());
        }
    }

    /// Chains of steps in containers within containers, wherever these stand and however large they are.
    private static Diagram randomContainers(Random random) {
        var flow = Diagrams.empty().start(random.nextInt(99), random.nextInt(99));
        var holders = new ArrayList<String>();
        for (int i = 0; i < 3 + random.nextInt(6); i++) {
            var scope = "scope" + i;
            flow = flow.scope(scope, random.nextInt(2000), random.nextInt(1000), 300 + random.nextInt(300),
                    200 + random.nextInt(300));
            if (!holders.isEmpty() && random.nextBoolean()) {
                flow = flow.in(holders.get(random.nextInt(holders.size())), scope);
            }
            holders.add(scope);
            for (int j = 0; j < random.nextInt(5); j++) {
                var step = "s" + i + "x" + j;
                flow = flow.step(step, random.nextInt(2000), random.nextInt(1000)).in(scope, step);
                flow = j == 0 ? flow : flow.chain("s" + i + "x" + (j - 1), step);
            }
        }
        return flow.chain("start", "scope0").diagram();
    }

    @Test
    void branchesKeepTheirOrder() {
        var flow = Diagrams.empty().start(0, 0).condition("check", 0, 0, "one", "two").end("a", 0, 300)
                .end("b", 0, 200).end("c", 0, 100).chain("start", "check").wire("check", "one", "a")
                .wire("check", "two", "b").wire("check", Branch.OTHERWISE, "c").diagram();

        var across = drawn(laidOut(flow, Direction.LEFT_TO_RIGHT));
        assertThat(box(across, id("a")).y()).isLessThan(box(across, id("b")).y());
        assertThat(box(across, id("b")).y()).isLessThan(box(across, id("c")).y());
        var down = drawn(laidOut(flow, Direction.TOP_TO_BOTTOM));
        assertThat(box(down, id("a")).x()).isLessThan(box(down, id("b")).x());
        assertThat(box(down, id("b")).x()).isLessThan(box(down, id("c")).x());
    }

    @Test
    void theWaysOfAForkStayAboveEachOtherAsTheyWere() {
        var flow = Diagrams.empty().start(0, 0).fork("fork", 0, 0).step("a", 300, 200).step("b", 300, 0)
                .step("c", 300, 100).chain("start", "fork", "a").chain("fork", "b").chain("fork", "c").diagram();

        var after = drawn(laidOut(flow, Direction.LEFT_TO_RIGHT));

        assertThat(box(after, id("b")).y()).isLessThan(box(after, id("c")).y());
        assertThat(box(after, id("c")).y()).isLessThan(box(after, id("a")).y());
    }

    @Test
    void aRowOfStepsIsLevel() {
        var flow = Diagrams.empty().start(4, 12).step("a", 90, 300).step("b", 10, 70).end("end", 0, 0)
                .chain("start", "a", "b", "end").diagram();

        var after = drawn(laidOut(flow, Direction.LEFT_TO_RIGHT));

        assertThat(after.graph().nodes().keySet()).extracting(id -> box(after, id).centre().y()).containsOnly(32.0);
        assertThat(Objects.requireNonNull(after.route(wire("a-b"))).points()).hasSize(2);
    }

    @Test
    void whatUndoesAStepStandsBelowItAndWhatCatchesItsErrorsRightOfIt() {
        var flow = Diagrams.empty().start(0, 0).step("a", 0, 0).step("b", 0, 0).step("undo", 500, 0)
                .step("mend", 0, 0).chain("start", "a", "b").compensation("a", "undo")
                .error("a", Wire.Catch.ANYTHING, "mend").diagram();

        var after = drawn(laidOut(flow, Direction.LEFT_TO_RIGHT));

        assertThat(box(after, id("undo")).centre().x()).isEqualTo(box(after, id("a")).centre().x());
        assertThat(box(after, id("undo")).y()).isGreaterThan(box(after, id("a")).bottom());
        assertThat(box(after, id("mend")).y()).isGreaterThan(box(after, id("b")).bottom());
        assertThat(box(after, id("mend")).x()).isGreaterThan(box(after, id("a")).right());
    }

    @Test
    void aWayBackLeavesTheWayForthAsItIs() {
        var flow = Diagrams.empty().start(0, 0).step("try", 0, 0).condition("again", 0, 0, "yes").end("end", 0, 0)
                .chain("start", "try", "again").wire("again", "yes", "try").wire("again", Branch.OTHERWISE, "end")
                .diagram();

        var after = drawn(laidOut(flow, Direction.LEFT_TO_RIGHT));

        assertThat(box(after, id("try")).x()).isLessThan(box(after, id("again")).x());
        assertThat(box(after, id("again")).x()).isLessThan(box(after, id("end")).x());
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void theStartOfTheWholeFlowKeepsItsPlace(Direction direction) {
        var flow = Diagrams.empty().step("a", -300, 900).start(404, 212).step("b", 0, 0).chain("start", "a", "b")
                .diagram();

        assertThat(laidOut(flow, direction).layout().place(id("start"))).isEqualTo(point(404, 212));
    }

    @Test
    void aPartKeepsItsCornerAndTheRestIsLeftAlone() {
        var flow = Diagrams.empty().start(44, 12).step("a", 160, 400).step("b", 80, 640).end("end", 800, 900)
                .chain("start", "a", "b", "end").diagram();

        var after = applied(flow, AutoLayout.of(flow, List.of(id("a"), id("b")), Direction.LEFT_TO_RIGHT));

        assertThat(after.layout().place(id("a"))).isEqualTo(point(80, 400));
        assertThat(after.layout().place(id("b"))).isEqualTo(point(352, 400));
        assertThat(after.layout().place(id("start"))).isEqualTo(point(44, 12));
        assertThat(after.layout().place(id("end"))).isEqualTo(point(800, 900));
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void aPartGivesWayToWhatStandsThere(Direction direction) {
        var flow = Diagrams.empty().step("a", 0, 0).step("b", 0, 400).step("c", 0, 800).step("right", 250, 10)
                .step("below", 10, 100).step("lower", 300, 90).chain("a", "b", "c").diagram();

        var after = applied(flow, AutoLayout.of(flow, List.of(id("a"), id("b"), id("c")), direction));

        assertNothingOverlaps(drawn(after));
        assertThat(after.layout().place(id("right"))).isEqualTo(point(250, 10));
    }

    @Test
    void layingOutIsOneStepAndUndoingItGivesBackTheDiagram() {
        var before = new Diagrams(randomFlow(new Random(4))).bend("start-n0", point(9, 9)).diagram();
        var editor = new Editor(before);

        editor.apply(AutoLayout.of(before, before.flow().graph().nodes().keySet(), Direction.LEFT_TO_RIGHT)
                .edit("Lay out", before));
        assertThat(editor.diagram()).isNotEqualTo(before);
        assertThat(editor.undoLabel()).isEqualTo("Lay out");
        editor.undo();
        assertThat(editor.diagram()).isSameAs(before);
        assertThat(editor.canUndo()).isFalse();
    }

    @Test
    void aFlowOfThousandsOfNodesInARowIsLaidOut() {
        var flow = Diagrams.empty().step("s0", 0, 0);
        for (int i = 1; i < 5_000; i++) {
            flow = flow.step("s" + i, 0, 0).chain("s" + (i - 1), "s" + i);
        }

        var places = laidOut(flow.diagram(), Direction.LEFT_TO_RIGHT).layout().nodes();

        assertThat(places.values()).doesNotHaveDuplicates();
    }

    @Test
    void aFlowOfAThousandNodesIsLaidOut() {
        var flow = Diagrams.empty().start(0, 0);
        for (int i = 0; i < 1_000; i++) {
            flow = flow.step("s" + i, i, 0);
        }
        flow = flow.chain("start", "s0");
        for (int i = 0; i + 1 < 1_000; i++) {
            flow = flow.chain("s" + i, "s" + (i + 1));
            flow = i % 3 == 0 && i + 9 < 1_000 ? flow.chain("s" + i, "s" + (i + 9)) : flow;
        }

        assertNothingOverlaps(drawn(laidOut(flow.diagram(), Direction.LEFT_TO_RIGHT)));
    }

    @Test
    void aWireToNowhereDoesNoHarm() {
        var flow = Diagrams.empty().start(0, 0).fork("fork", 300, 300).chain("start", "fork", "gone")
                .compensation("gone", "fork").diagram();

        assertNothingOverlaps(drawn(laidOut(flow, Direction.LEFT_TO_RIGHT)));
    }

    @Test
    void nothingIsLaidOutOfNothing() {
        var empty = Diagrams.empty().diagram();

        assertThat(AutoLayout.of(empty, List.of(), Direction.LEFT_TO_RIGHT).places()).isEmpty();
    }

    private static Diagram laidOut(Diagram diagram, Direction direction) {
        return applied(diagram, AutoLayout.of(diagram, diagram.flow().graph().nodes().keySet(), direction));
    }

    private static Diagram applied(Diagram diagram, Arrangement arrangement) {
        var editor = new Editor(diagram);
        editor.apply(arrangement.edit("Lay out", diagram));
        return editor.diagram();
    }

    private static Drawing drawn(Diagram diagram) {
        var drawing = new Drawing();
        drawing.show(diagram);
        return drawing;
    }

    /// But for containers and what they hold, which stands within their frames.
    private static void assertNothingOverlaps(Drawing drawing) {
        var graph = drawing.graph();
        var levels = new TreeMap<String, List<Box>>();
        for (var id : graph.nodes().keySet()) {
            var box = box(drawing, id);
            var parent = graph.parent(id);
            var seen = levels.computeIfAbsent(parent == null ? "" : parent.value(), _ -> new ArrayList<>());
            assertThat(seen).as("%s", id).noneMatch(box::intersects);
            assertThat(parent == null || holds(drawing, parent.value(), id.value())).as("%s is in its frame", id)
                    .isTrue();
            seen.add(box);
        }
    }

    private static void assertIsOnGrid(Box box, Direction direction) {
        double x = direction == Direction.LEFT_TO_RIGHT ? box.x() : box.centre().x();
        assertThat(x % Grid.STEP).isZero();
        assertThat(box.centre().y() % Grid.STEP).isZero();
    }

    private static @Nullable NodeId start(Diagram diagram) {
        return diagram.flow().graph().nodes().values().stream().filter(Node.Start.class::isInstance).map(Node::id)
                .findFirst().orElse(null);
    }

    private static double begin(Box box, Direction direction) {
        return direction == Direction.LEFT_TO_RIGHT ? box.x() : box.y();
    }

    private static double end(Box box, Direction direction) {
        return direction == Direction.LEFT_TO_RIGHT ? box.right() : box.bottom();
    }

    private static Box box(Drawing drawing, NodeId id) {
        return Objects.requireNonNull(drawing.box(id), id::value);
    }

    private static final Diagrams NESTED = Diagrams.empty().start(0, 0).scope("outer", 500, 300, 300, 200)
            .scope("inner", 520, 320, 260, 160).step("a", 540, 360).step("b", 560, 370).step("c", 510, 350)
            .end("done", 40, 400).in("outer", "inner", "c").in("inner", "a", "b").chain("a", "b")
            .chain("c", "inner").chain("start", "outer", "done");

    @Test
    void containersHoldWhatStandsInThemAndAreLaidOutAsOne() {
        var diagram = NESTED.diagram();
        var all = diagram.flow().graph().nodes().keySet();
        var result = AutoLayout.of(diagram, all, Direction.LEFT_TO_RIGHT).applied(diagram);
        var drawing = new Drawing();
        drawing.show(result);
        assertThat(holds(drawing, "outer", "inner")).isTrue();
        assertThat(holds(drawing, "outer", "c")).isTrue();
        assertThat(holds(drawing, "inner", "a")).isTrue();
        assertThat(holds(drawing, "inner", "b")).isTrue();
        assertThat(box(drawing, "a").right()).isLessThan(box(drawing, "b").x());
        assertThat(box(drawing, "c").right()).isLessThan(box(drawing, "inner").x());
        assertThat(box(drawing, "outer").right()).isLessThan(box(drawing, "done").x());
        assertThat(box(drawing, "start").right()).isLessThan(box(drawing, "outer").x());
        assertThat(AutoLayout.of(result, all, Direction.LEFT_TO_RIGHT).applied(result)).isEqualTo(result);
    }

    @Test
    void whatStandsInACollapsedContainerMovesWithIt() {
        var diagram = NESTED.diagram();
        var layout = diagram.layout();
        diagram = diagram.withLayout(layout.with(id("outer"), layout.frame(id("outer")).withCollapsed(true)));
        var all = diagram.flow().graph().nodes().keySet();
        var result = AutoLayout.of(diagram, all, Direction.LEFT_TO_RIGHT).applied(diagram);
        assertThat(result.layout().frame(id("outer")).collapsed()).isTrue();
        var before = Objects.requireNonNull(diagram.layout().place(id("outer")));
        var after = Objects.requireNonNull(result.layout().place(id("outer")));
        assertThat(after).isNotEqualTo(before);
        assertThat(Objects.requireNonNull(result.layout().place(id("c"))))
                .isEqualTo(point(510 + after.x() - before.x(), 350 + after.y() - before.y()));
    }

    private static boolean holds(Drawing drawing, String container, String node) {
        var frame = box(drawing, container);
        var inner = box(drawing, node);
        return frame.contains(inner.corner()) && frame.contains(new Vec(inner.right(), inner.bottom()));
    }

    private static Box box(Drawing drawing, String node) {
        return Objects.requireNonNull(drawing.box(id(node)));
    }
}
