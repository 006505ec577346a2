package dev.flowloom.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.runtime.Engine;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepType;
import dev.flowloom.step.StepTypes;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// What is told of a run with steps that others wrote.
class AttendanceTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(new ByteArrayInputStream(new byte[0]),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8), new PrintStream(err, true, UTF_8), false, 80,
            false);

    /// A step type of the name of the one that [Flows#GREETING] uses, which prints to standard error
    /// when somebody reads that.
    private record Printing(String text, PrintStream before) implements StepType {
        Printing(String text) {
            this(text, System.err);
        }

        @Override
        public StepDescription description() {
            return new StepDescription("data.transform", "", StepDescription.Category.DATA, "", "", "", Json.Obj.EMPTY);
        }

        @Override
        public Json run(StepCall call) throws InterruptedException {
            while (System.err.equals(before)) {
                Thread.sleep(5);
            }
            System.err.print(text);
            return Json.NULL;
        }
    }

    private void attend(StepTypes types) {
        try (var engine = Engine.open(new StoreLocation.InMemory(), Durability.KILL_SAFE, types)) {
            var run = engine.start(flow(), Json.Obj.of("name", Json.of("Ada")), null).run();
            new Attendance(console, engine, command -> "flowloom " + command,
                    new HowToAnswer(new StoreLocation.InMemory(), "flowloom", "")).attend(run);
        }
    }

    private static Flow flow() {
        var diagram = DefinitionReader.read(Flows.GREETING.getBytes(UTF_8)).diagram();
        if (diagram == null) {
            throw new AssertionError("the flow can't be read");
        }
        return diagram.flow();
    }

    @Test
    void whatAStepPrintsIsToldAlsoWithoutAnEndOfItsLine() {
        attend(StepTypes.of(new Printing("one\ntwo")));

        assertThat(err.toString(UTF_8)).contains("one" + System.lineSeparator())
                .contains("two" + System.lineSeparator());
    }
}
