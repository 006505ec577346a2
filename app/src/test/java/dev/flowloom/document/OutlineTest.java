package dev.flowloom.document;

import java.util.List;

import dev.flowloom.model.Wire;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutlineTest {
    private static List<String> nodes(Diagrams diagrams) {
        return Outline.of(diagrams.diagram().flow().graph()).entries().stream().map(entry -> entry.node().id().value())
                .toList();
    }

    @Test
    void nodesComeInTheOrderInWhichTheyAreFollowedAndWhatIsReachedByNothingLast() {
        assertThat(nodes(Diagrams.empty().step("apart", 0, 0).start(0, 0).condition("check", 0, 0, "big", "small")
                .step("z", 0, 0).step("a", 0, 0).step("undo", 0, 0).end("end", 0, 0).chain("start", "check")
                .wire("check", "big", "z").wire("check", "small", "a").chain("a", "end").chain("z", "end")
                .compensation("z", "undo"))).containsExactly("start", "check", "z", "end", "undo", "a", "apart");
    }

    @Test
    void theWaysOfANodeComeInTheOrderOfItsBranchesThenErrorsThenWhatUndoesIt() {
        var graph = Diagrams.empty().step("a", 0, 0).step("b", 0, 0).step("c", 0, 0).compensation("a", "c")
                .error("a", Wire.Catch.ANYTHING, "b").chain("a", "b").diagram().flow().graph();

        assertThat(Outline.of(graph).entries().getFirst().ways()).extracting(wire -> wire.getClass().getSimpleName())
                .containsExactly("Sequence", "OnError", "Compensation");
    }

    @Test
    void aCircleAndAVeryLongChainAreFollowedOnce() {
        var circle = Diagrams.empty().start(0, 0).step("a", 0, 0).step("b", 0, 0).chain("start", "a", "b", "a");
        assertThat(nodes(circle)).containsExactly("start", "a", "b");

        var chain = Diagrams.empty().start(0, 0);
        var last = "start";
        for (var i = 0; i < 3_000; i++) {
            chain = chain.step("s" + i, 0, 0).chain(last, "s" + i);
            last = "s" + i;
        }
        assertThat(nodes(chain)).hasSize(3_001).endsWith("s2999");
    }
}
