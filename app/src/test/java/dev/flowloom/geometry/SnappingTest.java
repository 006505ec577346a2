package dev.flowloom.geometry;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SnappingTest {
    private static final Box CARD = new Box(0, 0, 208, 64);

    private static Snapping.Snapped moved(Box box, double dx, double dy, Box... neighbours) {
        return new Snapping(box, box.centre(), List.of(neighbours), 5).by(new Vec(dx, dy));
    }

    @Test
    void withoutNeighboursTheMiddleComesToRestOnTheGrid() {
        var snapped = moved(new Box(0, 3, 208, 64), 21, 30);

        assertThat(snapped).isEqualTo(new Snapping.Snapped(24, 29, List.of()));
    }

    @Test
    void aMiddleThatIsNearlyLevelComesToStandLevelAlsoOffTheGrid() {
        var snapped = moved(CARD, 300, 98, new Box(600, 101, 208, 64));

        assertThat(snapped.dy()).isEqualTo(101);
        assertThat(snapped.guides()).containsExactly(new Guide(new Vec(300 + 4, 133), new Vec(808, 133)));
    }

    @Test
    void anEdgeIsDrawnToTheSameEdgeOfANeighbourOfAnotherSize() {
        var snapped = moved(CARD, 47, 300, new Box(50, 0, 40, 40));

        assertThat(snapped.dx()).isEqualTo(50);
        assertThat(snapped.guides()).containsExactly(new Guide(new Vec(50, 0), new Vec(50, 368)));
    }

    @Test
    void theNearerOfTwoLinesDraws() {
        var snapped = moved(CARD, 0, 102, new Box(600, 99, 208, 64), new Box(900, 104, 208, 64));

        assertThat(snapped.dy()).isEqualTo(104);
    }

    @Test
    void aLineThatIsOutOfReachLeavesTheGridAlone() {
        var snapped = moved(CARD, 0, 93, new Box(600, 99, 208, 64));

        assertThat(snapped.dy()).isEqualTo(96);
        assertThat(snapped.guides()).isEmpty();
    }

    @Test
    void whatStandsLevelOnTheGridShowsItsGuideToo() {
        var snapped = moved(CARD, 3, 62, new Box(400, 64, 208, 64));

        assertThat(snapped.dy()).isEqualTo(64);
        assertThat(snapped.guides()).containsExactly(new Guide(new Vec(0, 96), new Vec(608, 96)));
    }
}
