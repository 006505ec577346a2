package dev.flowloom.geometry;

import java.util.List;
import java.util.Objects;
import java.util.Random;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Selection;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Json;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Node;
import dev.flowloom.model.Wire;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

import static dev.flowloom.document.Diagrams.id;
import static dev.flowloom.document.Diagrams.point;
import static dev.flowloom.document.Diagrams.wire;
import static org.assertj.core.api.Assertions.assertThat;

class DrawingTest {
    private final Drawing drawing = new Drawing();

    @Test
    void aWireToTheStepBesideRunsStraight() {
        drawing.show(Diagrams.empty().step("a", 0, 0).step("b", 300, 0).chain("a", "b").diagram());

        assertThat(route("a-b").points()).containsExactly(new Vec(208, 32), new Vec(300, 32));
    }

    @Test
    void aWireToAStepThatIsNearlyLevelRunsStraight() {
        drawing.show(Diagrams.empty().condition("check", 0, 0, "yes").step("b", 300, -8).wire("check", "yes", "b")
                .diagram());

        assertThat(route("check-b").points()).containsExactly(new Vec(208, 20), new Vec(300, 20));
    }

    @Test
    void wiresRunUprightOrLevelAndEndAtTheirNodes() {
        drawing.show(crowd(7).diagram());

        for (var id : drawing.graph().wires().keySet()) {
            var points = route(id.value()).points();
            for (int i = 1; i < points.size(); i++) {
                var from = points.get(i - 1);
                var to = points.get(i);
                assertThat(from.x() == to.x() || from.y() == to.y()).as("%s of %s", i, points).isTrue();
            }
        }
    }

    @Test
    void manyNewWiresAreLedRoughlyAtFirstAndThenAsIfTheyHadBeenFew() {
        var diagram = field(400).diagram();
        drawing.show(diagram);
        assertThat(drawing.isRough()).isTrue();
        assertThat(drawing.graph().wires().keySet()).allSatisfy(id -> assertThat(drawing.route(id)).isNotNull());
        for (int times = 0; times < 10_000 && drawing.refine(1_000_000); times++) {
            assertThat(drawing.isRough()).isTrue();
        }
        assertThat(drawing.isRough()).isFalse();

        var oneByOne = new Drawing();
        var growing = diagram.withFlow(diagram.flow().withGraph(new Graph(diagram.flow().graph().nodes(),
                TreePMap.empty(), TreePMap.empty())));
        for (var wire : diagram.flow().graph().wires().values()) {
            growing = growing.withFlow(growing.flow().withGraph(growing.flow().graph().with(wire)));
            oneByOne.show(growing);
        }
        assertThat(diagram.flow().graph().wires().keySet())
                .allSatisfy(id -> assertThat(drawing.route(id)).isEqualTo(oneByOne.route(id)));
    }

    @Test
    void ofManyMovedNodesTheWiresBesideThemStayUntilTheyAreRefined() {
        var editor = new Editor(field(400).step("top", 0, -300).step("below", 2720, 112 * 20 + 60).chain("top", "below")
                .diagram());
        drawing.show(editor.diagram());
        drawing.refine(Long.MAX_VALUE);
        var before = route("top-below");

        var many = editor.graph().nodes().keySet().stream().filter(id -> id.value().startsWith("s")).limit(200)
                .toList();
        editor.apply(Edit.MoveNodes.of(many, 0, 24));
        drawing.show(editor.diagram());
        assertThat(route("top-below")).isEqualTo(before);
        assertThat(drawing.isRough()).isTrue();

        drawing.refine(Long.MAX_VALUE);
        var whole = Drawing.of(editor.diagram());
        assertThat(route("top-below")).isEqualTo(whole.route(wire("top-below")));
    }

    @Test
    void aDiagramDrawnWholeHasNothingRough() {
        var diagram = field(400).diagram();
        var whole = Drawing.of(diagram);
        assertThat(whole.isRough()).isFalse();

        drawing.show(diagram);
        assertThat(drawing.roughWires()).isEqualTo(diagram.flow().graph().wires().size());
        drawing.refine(Long.MAX_VALUE);
        assertThat(drawing.roughWires()).isZero();
        assertThat(diagram.flow().graph().wires().keySet())
                .allSatisfy(id -> assertThat(whole.route(id)).isEqualTo(drawing.route(id)));
    }

    private static Diagrams field(int count) {
        var field = Diagrams.empty();
        for (int i = 0; i < count; i++) {
            field = field.step("s" + i, i % 20 * 272, i / 20 * 112);
        }
        for (int i = 0; i + 7 < count; i++) {
            field = field.chain("s" + i, "s" + (i * 7919 % count == i ? i + 1 : i * 7919 % count));
        }
        return field;
    }

    @Test
    void aWireGoesAroundAStepInItsWay() {
        drawing.show(Diagrams.empty().step("a", 0, 0).step("between", 300, 0).step("b", 600, 0).chain("a", "b")
                .diagram());

        assertThat(route("a-b").crosses(box("between"))).isFalse();
    }

    @Test
    void aWireBackwardsGoesAroundBothItsSteps() {
        drawing.show(Diagrams.empty().step("a", 0, 0).step("b", 300, 0).chain("b", "a").diagram());

        var back = route("b-a");
        assertThat(back.crosses(box("a").grown(-2))).isFalse();
        assertThat(back.crosses(box("b").grown(-2))).isFalse();
        assertThat(back.points().get(1).x()).as("it leaves to the right").isGreaterThan(508);
    }

    @Test
    void aWireToAStepFurtherBelowPassesAboveThatStepAndBelowWhatIsBetween() {
        drawing.show(Diagrams.empty().step("a", 0, 0).step("between", 0, 128).step("b", 0, 256).chain("a", "b")
                .diagram());

        assertThat(route("a-b").crosses(box("between"))).isFalse();
        assertThat(route("a-b").bounds().bottom()).isEqualTo(box("b").centre().y());
    }

    @Test
    void compensationLeavesAtTheBottomAndErrorsAtTheLowerRight() {
        drawing.show(Diagrams.empty().step("a", 0, 0).step("undo", 0, 200).end("end", 400, 200)
                .compensation("a", "undo").error("a", Wire.Catch.ANYTHING, "end").diagram());

        assertThat(route("a-undo").points()).containsExactly(new Vec(104, 64), new Vec(104, 200));
        assertThat(route("a-end").start()).isEqualTo(new Vec(184, 64));
    }

    @Test
    void theWaysOfAForkLeaveItInTheOrderOfTheirTargets() {
        drawing.show(Diagrams.empty().fork("fork", 0, 100).step("top", 200, 0).step("low", 200, 300)
                .chain("fork", "low").chain("fork", "top").diagram());

        assertThat(route("fork-top").start().y()).isLessThan(route("fork-low").start().y());
    }

    @Test
    void aBarGrowsWithItsWays() {
        var diagrams = Diagrams.empty().fork("fork", 0, 0);
        for (int i = 0; i < 4; i++) {
            diagrams = diagrams.step("s" + i, 200, i * 100).chain("fork", "s" + i);
        }
        drawing.show(diagrams.diagram());

        assertThat(box("fork").height()).isEqualTo(128);
    }

    @Test
    void anApprovalHasAPortAndALabelForEachAnswer() {
        var approval = new Node.Approval(id("ask"), "", "Pay?", "", null, Json.Obj.EMPTY);
        var graph = Diagrams.empty().node(approval, 0, 0).step("b", 300, 0).wire("ask", "rejected", "b").diagram()
                .flow().graph();
        assertThat(Ports.of(approval)).extracting(Port::branch).containsExactly("approved", "rejected", null);
        assertThat(Ports.branchIndex("rejected", approval)).isEqualTo(1);
        assertThat(WireLabel.of(graph.wires().firstEntry().getValue(), graph)).isEqualTo("rejected");
    }

    @Test
    void aConditionGrowsWithItsBranches() {
        drawing.show(Diagrams.empty().condition("check", 0, 0, "a", "b", "c").diagram());

        assertThat(box("check").height()).isEqualTo(112);
    }

    @Test
    void aHandBentWireKeepsItsBends() {
        drawing.show(Diagrams.empty().step("a", 0, 0).step("b", 300, 0).chain("a", "b")
                .bend("a-b", point(250, 200)).diagram());

        assertThat(route("a-b").points()).contains(new Vec(250, 200));
    }

    @Test
    void onlyWhatDiffersIsDrawnAnew() {
        var editor = new Editor(Diagrams.empty().step("a", 0, 0).step("b", 300, 0).step("c", 0, 2000)
                .step("d", 300, 2000).chain("a", "b").chain("c", "d").diagram());
        drawing.show(editor.diagram());
        editor.apply(Edit.MoveNodes.of(List.of(id("a")), 0, 8));

        var changes = drawing.show(editor.diagram());
        assertThat(changes.nodes()).containsExactly(id("a"));
        assertThat(changes.wires()).containsExactly(wire("a-b"));
        assertThat(drawing.show(editor.diagram()).isEmpty()).isTrue();
    }

    @Test
    void drawingByDifferenceEndsWhereDrawingAtOnceDoes() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var editor = new Editor(crowd(seed).diagram());
        var nodes = List.copyOf(editor.graph().nodes().keySet());
        for (int i = 0; i < 60; i++) {
            var node = nodes.get(random.nextInt(nodes.size()));
            switch (random.nextInt(3)) {
                case 0 -> editor.undo();
                case 1 -> editor.apply(new Edit.Delete(Selection.of(node), true));
                default -> editor.apply(Edit.MoveNodes.of(List.of(node), random.nextInt(400) - 200,
                        random.nextInt(400) - 200));
            }
            drawing.show(editor.diagram());
        }
        var atOnce = new Drawing();
        atOnce.show(editor.diagram());
        for (var id : editor.graph().nodes().keySet()) {
            assertThat(drawing.box(id)).as("seed %d, node %s", seed, id).isEqualTo(atOnce.box(id));
        }
        assertThat(drawing.nodesTouching(EVERYWHERE)).as("seed %d", seed)
                .isEqualTo(atOnce.nodesTouching(EVERYWHERE));
        assertThat(drawing.wiresTouching(EVERYWHERE)).as("seed %d", seed)
                .isEqualTo(atOnce.wiresTouching(EVERYWHERE));
    }

    @Test
    void wildCoordinatesInAFileDoNoHarm() {
        drawing.show(Diagrams.empty().step("a", -2_000_000_000, 0).step("b", 2_000_000_000, 2_000_000_000)
                .chain("a", "b").diagram());

        assertThat(drawing.wiresTouching(new Box(0, 0, 1000, 1000).grown(2e9))).containsExactly(wire("a-b"));
    }

    @Test
    void aLevelWireJumpsOverTheUprightOnesThatCrossIt() {
        var drawing = new Drawing();
        drawing.show(Diagrams.empty().step("a", 0, 200).step("b", 800, 200).step("c", 0, 0).step("d", 800, 400)
                .chain("a", "b").chain("c", "d").bend("c-d", point(500, 32), point(500, 432)).diagram());

        assertThat(drawing.jumps(wire("a-b"), 0)).containsExactly(500.0);
        assertThat(drawing.jumps(wire("c-d"), 0)).as("level, but not crossed").isEmpty();
        assertThat(drawing.jumps(wire("c-d"), 1)).as("the upright one goes straight on").isEmpty();
    }

    @Test
    void aWireJumpsOverOthersWhereTheyRunNow() {
        var flow = Diagrams.empty().step("a", 0, 200).step("b", 800, 200).step("c", 0, 0).step("d", 800, 400)
                .chain("a", "b").chain("c", "d");
        drawing.show(flow.bend("c-d", point(500, 32), point(500, 432)).diagram());
        assertThat(drawing.jumps(wire("a-b"), 0)).containsExactly(500.0);

        drawing.show(flow.bend("c-d", point(600, 32), point(600, 432)).diagram());
        assertThat(drawing.jumps(wire("a-b"), 0)).containsExactly(600.0);
    }

    @Test
    void aBentCompensationEntersWhereItsLastBendIsNearest() {
        var drawing = new Drawing();
        drawing.show(Diagrams.empty().step("a", 300, 400).step("undo", 300, 100).compensation("a", "undo")
                .bend("a-undo", point(404, 500), point(240, 500), point(240, 132)).diagram());
        var route = Objects.requireNonNull(drawing.route(wire("a-undo")));

        assertThat(route.end()).as("on the left").isEqualTo(new Vec(300, 132));
        assertThat(route.points()).contains(new Vec(240, 132));
    }

    @Test
    void aDiagramWithoutALayoutIsLaidOutOnOpening() {
        var diagram = Diagrams.empty().start(0, 0).step("a", 0, 0).step("undo", 0, 0).chain("start", "a")
                .compensation("a", "undo").diagram().withLayout(Layout.EMPTY);

        var layout = new Editor(diagram).diagram().layout();
        assertThat(layout.nodes()).hasSize(3);
        assertThat(layout.nodes().values()).doesNotHaveDuplicates();
    }

    private static final Box EVERYWHERE = new Box(-5000, -5000, 10000, 10000);

    private static Diagrams crowd(long seed) {
        var random = new Random(seed);
        var diagrams = Diagrams.empty();
        for (int i = 0; i < 30; i++) {
            diagrams = i % 7 == 0
                    ? diagrams.fork("n" + i, random.nextInt(2000), random.nextInt(2000))
                    : diagrams.step("n" + i, random.nextInt(2000), random.nextInt(2000));
        }
        for (int i = 0; i < 45; i++) {
            diagrams = diagrams.chain("n" + random.nextInt(30), "n" + random.nextInt(30));
        }
        return diagrams;
    }

    private Route route(String id) {
        return Objects.requireNonNull(drawing.route(wire(id)), id);
    }

    private Box box(String id) {
        return Objects.requireNonNull(drawing.box(id(id)), id);
    }

    private static final Diagrams NESTED = Diagrams.empty().start(0, 0).scope("scope", 100, 0, 700, 400)
            .step("a", 140, 80).step("b", 500, 80).step("c", 1000, 80).in("scope", "a", "b").chain("a", "b")
            .chain("start", "scope", "c");

    @Test
    void anOpenContainerIsAsLargeAsItsFrameAndNoObstacleToWhatItHolds() {
        var drawing = new Drawing();
        drawing.show(NESTED.diagram());
        assertThat(drawing.box(id("scope"))).isEqualTo(new Box(100, 0, 700, 400));
        assertThat(drawing.isOpen(id("scope"))).isTrue();
        assertThat(route(drawing, "a-b").points()).hasSize(2);
        assertThat(route(drawing, "scope-c").start()).isEqualTo(new Vec(800, 200));
    }

    @Test
    void aCollapsedContainerIsACardAndHidesWhatItHolds() {
        var drawing = new Drawing();
        drawing.show(NESTED.diagram());
        var layout = NESTED.diagram().layout();
        var collapsed = NESTED.diagram()
                .withLayout(layout.with(id("scope"), layout.frame(id("scope")).withCollapsed(true)));
        drawing.show(collapsed);
        assertThat(drawing.box(id("a"))).isNull();
        assertThat(drawing.route(Diagrams.wire("a-b"))).isNull();
        assertThat(drawing.box(id("scope"))).isEqualTo(new Box(100, 0, Shape.CARD_WIDTH, Shape.CARD_HEIGHT));
        drawing.show(NESTED.diagram());
        assertThat(route(drawing, "a-b").points()).hasSize(2);
    }

    @Test
    void enteringAContainerShowsOnlyWhatItHolds() {
        var drawing = new Drawing();
        drawing.show(NESTED.diagram());
        drawing.enter(id("scope"));
        drawing.show(NESTED.diagram());
        assertThat(drawing.box(id("a"))).isNotNull();
        assertThat(drawing.box(id("scope"))).isNull();
        assertThat(drawing.box(id("start"))).isNull();
        assertThat(drawing.route(Diagrams.wire("start-scope"))).isNull();
        drawing.enter(null);
        drawing.show(NESTED.diagram());
        assertThat(drawing.box(id("start"))).isNotNull();
        assertThat(route(drawing, "start-scope").points()).isNotEmpty();
    }

    private static Route route(Drawing drawing, String wire) {
        return Objects.requireNonNull(drawing.route(Diagrams.wire(wire)));
    }
}
