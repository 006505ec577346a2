package dev.flowloom.cli;

import java.util.concurrent.Callable;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.runtime.Sent;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `send`: keeps a message for the run that waits for it.
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Sends a message to the run that waits for it, or will. It is kept in the store, and the run receives "
                + "it when somebody goes on with that: \"resume\", or the workbench. A run that the workbench goes on with "
                + "is sent messages there; in PostgreSQL it receives those that are sent here.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the message is kept, or was sent before as it is",
                "2:the name, the key or the data is wrong, another message was sent under that id, or there is no such store",
                "3:Flowloom itself could not do it: its store"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom send payment --key order-7 --data '{\"total\": 12}'",
                "  flowloom send payment --key order-7 --data @payment.json --id payment-4711"})
final class SendCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "NAME", description = "The message's name, as the flow waits for it.")
    private String name = "";

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY",
            description = "Which of the messages of that name: the key that the run waits for. Where its flow names none, "
                    + "that is the run's id.")
    private String key = "";

    @Option(
            names = "--data",
            paramLabel = "JSON",
            defaultValue = "null",
            description = "What the message brings: JSON, @FILE for a file with JSON, or @- for standard input (default: "
                    + "${DEFAULT-VALUE}).")
    private String data = "null";

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Sent again with the same name and id, it is one message.")
    private @Nullable String id;

    @Mixin
    private RunningOptions options = new RunningOptions();

    SendCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var brought = InputFile.data(data, console.in());
        try (var types = StepTypes.installed(); var engine = options.openToChange(types)) {
            var sent = engine.send(name, key, brought, id);
            tell(sent);
            return sent.differs() ? ExitCode.INPUT_WRONG : ExitCode.COMPLETED;
        } catch (IllegalArgumentException e) {
            throw Failure.wrongInput(String.valueOf(e.getMessage()), e);
        }
    }

    private void tell(Sent sent) {
        console.err().println(sent.before()
                ? "It was sent before, as message %d%s. Nothing was changed.%s".formatted(sent.number(),
                        sent.differs() ? ", with another key or other data" : "",
                        sent.differs() ? " Send what is another message under another --id." : "")
                : "It is kept as message %d. A run that waits for it receives it when it is gone on with: resume."
                        .formatted(sent.number()));
        console.out().println(JsonText.pretty(Json.Obj.of("message", Json.of(sent.number()))
                .with("sentBefore", Json.of(sent.before())).with("differs", Json.of(sent.differs()))));
    }
}
