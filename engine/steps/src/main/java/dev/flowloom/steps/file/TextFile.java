package dev.flowloom.steps.file;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;

import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Severity;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// A text file that a source reads, as its settings say it.
record TextFile(Path path, Charset charset) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    static TextFile of(Settings settings) throws StepFailure {
        return new TextFile(path(settings.text("file")), charset(settings.text("charset")));
    }

    /// What is wrong with the settings, as far as expressions leave them known.
    static List<StepFailure> check(Settings settings) {
        try {
            if (!settings.isOpen("file")) {
                path(settings.text("file"));
            }
            if (!settings.isOpen("charset")) {
                charset(settings.text("charset"));
            }
            return List.of();
        } catch (StepFailure e) {
            return List.of(e);
        }
    }

    private static Path path(String text) throws StepFailure {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw Settings.invalid("file", Sentence.of("is no path of a file: %s", String.valueOf(e.getMessage())));
        }
    }

    private static Charset charset(String name) throws StepFailure {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            throw Settings.invalid("charset",
                    Sentence.of("is \"%s\", which is no known encoding; write one such as UTF-8 or EUC-KR", name));
        }
    }

    /// Its characters, without a byte order mark.
    Reader open() throws StepFailure {
        try {
            // Not by a channel: that would be closed by an interrupt.
            var reader = new BufferedReader(new InputStreamReader(new FileInputStream(path.toFile()),
                    charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)));
            try {
                reader.mark(1);
                if (reader.read() != BYTE_ORDER_MARK) {
                    reader.reset();
                }
                return reader;
            } catch (IOException e) {
                reader.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// What the file is now.
    ///
    /// @throws StepFailure when it isn't there, or is no file that ends
    State state() throws StepFailure {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new StepFailure("file.unreadable", Severity.CRITICAL,
                        "%s is a folder, or something else than a file. Name a file.".formatted(path), details());
            }
            return new State(attributes.fileKey(),
                    "%d bytes of %s".formatted(attributes.size(), attributes.lastModifiedTime()));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// @param key what tells it from another file under the same name; null where nothing does
    /// @param version its length and when it was changed last
    record State(@Nullable Object key, String version) {}

    /// To be asked when its end was reached: what was read of it before may be of another time than the rest.
    ///
    /// @throws StepFailure when it was changed since it was opened; not where another file has taken its name
    void requireUnchanged(State opened) throws StepFailure {
        if (Files.notExists(path)) {
            return;
        }
        var now = state();
        if (Objects.equals(now.key(), opened.key()) && !now.version().equals(opened.version())) {
            throw new StepFailure("file.changed", Severity.CRITICAL,
                    "The file %s was changed while it was read, so that rows may be missing or half. Give a file that nobody writes to, and start a new run."
                            .formatted(path),
                    details());
        }
    }

    StepFailure failure(IOException e) {
        return switch (e) {
            case IOException _ when Files.notExists(path) -> new StepFailure("file.missing",
                    Severity.CRITICAL,
                    "There is no file %s. Check the setting \"file\"; a path that doesn't begin at the root is looked for where Flowloom was started."
                            .formatted(path),
                    details());
            case CharacterCodingException _ -> new StepFailure("file.charset", Severity.CRITICAL,
                    "The file %s is not written in %s. Set \"charset\" to what it is written in.".formatted(path,
                            charset),
                    details());
            case IOException _ -> new StepFailure("file.unreadable", Severity.RECOVERABLE,
                    "The file %s can't be read: %s. Check that it is a file and may be read.".formatted(path,
                            e.getMessage()),
                    details());
        };
    }

    private Json.Obj details() {
        return Json.Obj.of("file", Json.of(path.toString()));
    }
}
