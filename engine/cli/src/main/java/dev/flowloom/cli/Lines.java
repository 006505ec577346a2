package dev.flowloom.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Hands on what is written to it line by line, without the ends of the lines; what is left without one when it is closed.
final class Lines extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<String> reader;

    Lines(Consumer<String> reader) {
        this.reader = reader;
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            handOn();
        } else {
            line.write(b);
        }
    }

    private void handOn() {
        reader.accept(line.toString(StandardCharsets.UTF_8).stripTrailing());
        line.reset();
    }

    @Override
    public synchronized void close() {
        if (line.size() > 0) {
            handOn();
        }
    }
}
