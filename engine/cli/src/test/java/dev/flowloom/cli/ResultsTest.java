package dev.flowloom.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultsTest {

    @Test
    void whatCouldNotBeWrittenIsRemembered() {
        assertThat(failing("No space left on device").failure()).hasMessage("No space left on device");
    }

    @Test
    void aReaderThatWantsNoMoreIsNoFailure() {
        assertThat(failing("Broken pipe").failure()).isNull();
    }

    private static Results failing(String message) {
        var results = new Results(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        });
        try (var out = new PrintStream(results, true, StandardCharsets.UTF_8)) {
            out.println("{}");
        }
        return results;
    }
}
