package dev.flowloom.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;

/// Where results go, with a memory for what went wrong: a `PrintStream` above it keeps silent about that.
final class Results extends FilterOutputStream {
    private @Nullable IOException failure;

    Results(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /// Why a result could not be written; null where all were, or where the reader wanted no more, as `head` does.
    @Nullable
    IOException failure() {
        var message = failure == null ? null : failure.getMessage();
        return message != null && message.contains("Broken pipe") ? null : failure;
    }
}
