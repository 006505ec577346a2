package dev.flowloom.cli;

import java.util.List;
import java.util.concurrent.Callable;

import dev.flowloom.cli.progress.Text;
import dev.flowloom.journal.Message;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `messages`: lists what was sent and nobody has received.
@Command(
        name = "messages",
        mixinStandardHelpOptions = true,
        description = "Lists the messages that were sent and that no run has received, the first sent first.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:there is no such message to drop", "3:Flowloom itself could not do it: its store"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom messages", "  flowloom messages --drop 12"})
final class MessagesCommand implements Callable<Integer> {
    private static final List<String> HEADINGS = List.of("NUMBER", "SENT", "NAME", "KEY", "ID", "DATA");
    private static final int MOST_DATA = 60;

    private final Console console;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--drop",
            paramLabel = "NUMBER",
            description = "Keep this message no longer, instead of listing them. Sent again with its id, it stays dropped.")
    private @Nullable Long dropped;

    @Mixin
    private StoreOption store = new StoreOption();

    MessagesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw Failure.wrongInput("--limit must be at least 1.", null);
        }
        try (var types = StepTypes.installed();
                var engine = dropped == null ? store.look(types) : store.openExisting(types)) {
            if (dropped != null) {
                drop(engine.drop(dropped), dropped);
            } else {
                list(engine.messages(limit));
            }
            return ExitCode.COMPLETED;
        }
    }

    private void drop(boolean done, long number) {
        if (!done) {
            throw Failure.wrongInput(
                    "Message %d isn't kept: there is none of that number, or it was received or dropped. Nothing was changed."
                            .formatted(number),
                    null);
        }
        console.err().printf("Message %d is dropped.%n", number);
    }

    private void list(List<Message.Kept> messages) {
        if (messages.isEmpty()) {
            console.err().printf("No message is kept in the store %s.%n", store.location());
        } else {
            Columns.print(HEADINGS, messages.stream().map(MessagesCommand::cells).toList(), console.out());
        }
    }

    private static List<String> cells(Message.Kept kept) {
        var message = kept.message();
        return List.of(Long.toString(kept.number()), Timestamps.of(message.at()),
                Text.line(message.name()), Text.line(message.key()),
                message.id() == null ? "" : Text.line(message.id()), Text.cut(Text.line(message.data()), MOST_DATA));
    }
}
