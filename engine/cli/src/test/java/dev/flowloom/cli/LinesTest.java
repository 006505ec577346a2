package dev.flowloom.cli;

import java.io.PrintStream;
import java.util.ArrayList;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LinesTest {
    private final ArrayList<String> read = new ArrayList<>();

    @Test
    void aLineIsHandedOnWithoutItsEnd() {
        try (var out = new PrintStream(new Lines(read::add), true, UTF_8)) {
            out.print("one\r\n\ntw");

            assertThat(read).containsExactly("one", "");
        }
    }

    @Test
    void whatHasNoEndIsHandedOnWhenItIsClosed() {
        try (var out = new PrintStream(new Lines(read::add), true, UTF_8)) {
            out.print("안녕");
        }

        assertThat(read).containsExactly("안녕");
    }

    @Test
    void nothingIsHandedOnTwice() {
        try (var out = new PrintStream(new Lines(read::add), true, UTF_8)) {
            out.println("one");
        }

        assertThat(read).containsExactly("one");
    }
}
