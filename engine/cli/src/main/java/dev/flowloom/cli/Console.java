package dev.flowloom.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

import dev.flowloom.cli.progress.Progress;
import dev.flowloom.cli.progress.Text;
import dev.flowloom.model.Flow;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import org.jspecify.annotations.Nullable;

/// Where a command reads from and writes to.
///
/// @param out for programs: results alone
/// @param err for people: progress and messages
/// @param terminal whether what goes to `err` is seen on a terminal, and so may be drawn over
/// @param columns how wide that terminal is
/// @param color whether colours are wanted
record Console(InputStream in, PrintStream out, PrintStream err, boolean terminal, int columns, boolean color) {

    Console {
        out = new HonestStream(out);
        err = new HonestStream(err);
    }

    /// Shows no text in another order than it has: what is printed may come from anywhere, and JSON stays the same JSON.
    private static final class HonestStream extends PrintStream {
        HonestStream(PrintStream to) {
            super(to, true, to.charset());
        }

        @Override
        public void print(@Nullable String text) {
            super.print(text == null ? null : Text.escaped(text));
        }
    }

    Progress progress(Flow flow) {
        return terminal
                ? Progress.live(flow, err, columns, color, InstantSource.system())
                : Progress.plain(flow, err);
    }

    /// A line for each problem, in the form that compilers use and editors understand.
    static String lines(String file, List<Problem> problems) {
        return problems.stream().map(problem -> line(file, problem))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(String file, Problem problem) {
        var position = problem.place().position();
        var place = position == null ? file : "%s:%d:%d".formatted(file, position.line(), position.column());
        var level = switch (problem.level()) {
            case ERROR -> "error";
            case WARNING -> "warning";
        };
        var way = problem.path().isEmpty() ? "" : " The way there: %s".formatted(problem.way(NodeId::value));
        return Text.line("%s: %s: %s %s%s".formatted(place, level, problem.message(), problem.remedy(), way));
    }
}
