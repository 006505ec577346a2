package dev.flowloom.panels;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StencilTest {
    private static List<String> found(String typed) {
        return Stencil.all(List.of()).values().stream().flatMap(List::stream)
                .filter(stencil -> stencil.matches(typed)).map(Stencil::title).toList();
    }

    @Test
    void wordsAreFoundByTheirBeginningsInAnyOrder() {
        assertThat(found("fork")).containsExactly("Fork", "Join");
        assertThat(found("END fail")).containsExactly("Failing end");
        assertThat(found("ork")).isEmpty();
    }

    @Test
    void eachWayOfRepeatingIsFoundByItsWord() {
        assertThat(found("each")).containsExactly("For each");
        assertThat(found("while")).containsExactly("While");
        assertThat(found("repeat")).containsExactly("Repeat until");
    }

    @Test
    void everythingIsFoundByNothing() {
        assertThat(found("  ")).hasSize(16);
    }
}
