package dev.flowloom.document;

import org.junit.jupiter.api.Test;

import static dev.flowloom.document.Diagrams.id;
import static org.assertj.core.api.Assertions.assertThat;

class ClipboardTextTest {
    private final Diagrams line = Diagrams.empty().step("a", 0, 0).step("b", 240, 0).step("c", 480, 0)
            .chain("a", "b", "c").bend("a-b", Diagrams.point(220, 8));

    @Test
    void whatIsCopiedIsReadBackTheSame() {
        var fragment = Fragment.of(line.diagram(), Selection.of(id("a"), id("b")));

        assertThat(ClipboardText.read(ClipboardText.write(fragment))).isEqualTo(new ClipboardText.Found(fragment));
    }

    @Test
    void onlyInnerWiresAreCopied() {
        var fragment = Fragment.of(line.diagram(), Selection.of(id("a"), id("b")));

        assertThat(fragment.graph().wires().keySet()).containsExactly(Diagrams.wire("a-b"));
        assertThat(fragment.layout().bends()).hasSize(1);
    }

    @Test
    void aTextThatIsNoFlowIsExplainedWithItsLine() {
        assertThat(ClipboardText.read("hello")).isInstanceOfSatisfying(ClipboardText.NoFlow.class,
                noFlow -> assertThat(noFlow.message()).startsWith("What is on the clipboard is no flow: ")
                        .contains("line 1"));
    }

    @Test
    void anEmptyClipboardSaysWhatToDo() {
        assertThat(ClipboardText.read("  ")).isInstanceOfSatisfying(ClipboardText.NoFlow.class,
                noFlow -> assertThat(noFlow.message()).contains("Copy steps first"));
    }
}
