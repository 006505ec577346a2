package dev.flowloom.cli;

import java.util.List;
import java.util.concurrent.Callable;

import dev.flowloom.cli.progress.Text;
import dev.flowloom.journal.DeadLetter;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.runtime.DeadLetters;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dead-letters`: lists what failed for good.
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Lists what failed for good and is kept with its cause: runs, and items that a loop went on without. "
                + "\"resend\" sends items again, \"retry\" runs.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:there is no such dead letter, or it isn't open any more",
                "3:Flowloom itself could not do it: its store"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom dead-letters", "  flowloom dead-letters 12                 the whole item, as JSON",
                "  flowloom dead-letters --drop 12 --reason \"A test order.\""})
final class DeadLettersCommand implements Callable<Integer> {
    private static final List<String> HEADINGS = List.of("NUMBER", "FAILED", "FLOW", "RUN", "AT", "CODE", "WHAT",
            "NOW");
    private static final int MOST_TEXT = 60;

    private final Console console;

    @Parameters(
            paramLabel = "NUMBER",
            arity = "0..1",
            description = "Show this one as a whole: its cause on standard error, its item as JSON on standard output.")
    private @Nullable Long number;

    @Option(
            names = "--all",
            description = "Those as well that were sent again, tried again with their run, or dropped.")
    private boolean all;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--drop",
            paramLabel = "NUMBER",
            split = ",",
            description = "Close these, instead of listing them: nothing is done about them any more.")
    private List<Long> dropped = List.of();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why they are dropped (default: ${DEFAULT-VALUE}).")
    private String reason = "dropped on the command line";

    @Mixin
    private StoreOption store = new StoreOption();

    DeadLettersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw Failure.wrongInput("--limit must be at least 1.", null);
        }
        if (number != null && !dropped.isEmpty()) {
            throw Failure.wrongInput(
                    "A number beside --drop is not dropped. Give all of them as --drop 12,13. Nothing was changed.",
                    null);
        }
        try (var types = StepTypes.installed();
                var engine = dropped.isEmpty() ? store.look(types) : store.openExisting(types)) {
            var letters = engine.deadLetters();
            if (!dropped.isEmpty()) {
                letters.drop(dropped, ChangedRun.BY, reason);
                console.err().printf("Dropped: %s.%n", dropped.size() == 1
                        ? "1 dead letter"
                        : dropped.size()
                                + " dead letters");
            } else if (number != null) {
                show(number, letters.find(number));
            } else {
                list(letters.list(all, limit + 1));
            }
            return ExitCode.COMPLETED;
        } catch (DeadLetters.NotOpenException e) {
            throw Failure.wrongInput(e.getMessage() + " Nothing was changed.", e);
        }
    }

    private void list(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            console.err().printf("There are no dead letters%s in the store %s.%n", all ? "" : " to deal with",
                    store.location());
        } else {
            Columns.print(HEADINGS, letters.stream().limit(limit).map(DeadLettersCommand::cells).toList(),
                    console.out());
            if (letters.size() > limit) {
                console.err().printf("There are more than these %,d; --limit shows more.%n", limit);
            }
        }
    }

    private static List<String> cells(DeadLetter letter) {
        return List.of(Long.toString(letter.number()), Timestamps.of(letter.at()),
                Text.line(letter.flow()), letter.run().value(), letter.node() == null ? "" : letter.node(),
                Text.line(letter.code()), Text.cut(what(letter), MOST_TEXT), now(letter));
    }

    private static String what(DeadLetter letter) {
        var item = letter.item();
        return item == null ? "the run" : Text.line(item.json());
    }

    private static String now(DeadLetter letter) {
        var change = letter.change();
        if (change == null) {
            return "open";
        }
        if (change.sentAs() == null) {
            return "dropped";
        }
        return change.sentAs().equals(letter.run())
                ? "tried again by a retry or jump of its run"
                : "sent again, run " + change.sentAs();
    }

    /// To be read and mended.
    private static String pretty(String json) {
        try {
            return JsonText.pretty(JsonText.parse(json));
        } catch (MalformedJson _) {
            return json;
        }
    }

    private void show(long asked, @Nullable DeadLetter letter) {
        if (letter == null) {
            throw Failure.wrongInput(
                    "There is no dead letter %d. \"dead-letters --all\" lists those that are there.".formatted(asked),
                    null);
        }
        var item = letter.item();
        console.err().printf("%s of the run %s (%s) failed%s: %s (%s)%n",
                item == null ? "All" : "Time %,d through a loop".formatted(item.index() + 1), letter.run(),
                letter.flow(),
                letter.node() == null ? "" : " at " + letter.node(), Text.line(letter.message()), letter.code());
        var change = letter.change();
        if (change != null) {
            console.err().printf("%s by %s: %s%n", Text.line(now(letter)), Text.line(change.by()),
                    Text.line(change.reason()));
        }
        if (item != null) {
            console.out().println(pretty(item.json()));
        }
    }
}
