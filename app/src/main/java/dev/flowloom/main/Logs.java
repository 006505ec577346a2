package dev.flowloom.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Where the program logs to: all that matters into a file, which starts anew when it has grown large, and what somebody
/// should look at to standard error as well.
final class Logs {
    private static final int LARGEST = 5 << 20;
    private static final int FILES = 3;
    private static final String LINE = "%1$tF %1$tT %4$s %5$s%6$s%n";

    private Logs() {}

    /// @param file the newest of the files; the older ones bear a number
    static void writeTo(Path file) {
        System.setProperty("java.util.logging.SimpleFormatter.format", LINE);
        // The class path holds all of Flowloom, JavaFX too, and that is meant.
        Logger.getLogger("javafx").setFilter(record -> !record.getMessage().startsWith("Unsupported JavaFX config"));
        var root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            handler.setLevel(Level.WARNING);
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            root.addHandler(handler(file));
        } catch (IOException e) {
            root.log(Level.WARNING, "There is no log, since {0} can''t be written: {1}", new Object[]{file, e});
        }
    }

    private static Handler handler(Path file) throws IOException {
        var handler = new FileHandler(file.toString().replace("%", "%%") + ".%g", LARGEST, FILES, true);
        handler.setEncoding("UTF-8");
        handler.setLevel(Level.INFO);
        handler.setFormatter(new SimpleFormatter());
        return handler;
    }
}
