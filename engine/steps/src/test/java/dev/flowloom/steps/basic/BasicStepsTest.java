package dev.flowloom.steps.basic;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

import static dev.flowloom.steps.Calls.failure;
import static dev.flowloom.steps.Calls.json;
import static dev.flowloom.steps.Calls.run;
import static org.assertj.core.api.Assertions.assertThat;

class BasicStepsTest {
    private final RecordingLogger log = new RecordingLogger();

    @Test
    void transformGivesItsValueBack() throws Exception {
        assertThat(run(new TransformStep(), "{'value': {'a': [1, null]}}")).isEqualTo(json("{'a': [1, null]}"));
    }

    @Test
    void transformTellsWhatMakesItsResult() {
        var value = Json.Obj.of("total", Json.of("{{ data.sum }}"));

        assertThat(new TransformStep().resultTemplate(Json.Obj.of("value", value))).isEqualTo(value);
        assertThat(new TransformStep().resultTemplate(Json.Obj.EMPTY)).isNull();
    }

    @Test
    void transformTakesNullForAValue() throws Exception {
        assertThat(run(new TransformStep(), "{'value': null}")).isEqualTo(Json.NULL);
    }

    @Test
    void logWritesTheMessageWithTheOperationAndGivesItBack() throws Exception {
        assertThat(run(new LogStep(log), "{'message': 'hello {}', 'level': 'warn'}")).isEqualTo(Json.of("hello {}"));
        assertThat(log.lines).containsExactly("WARN operation=run1/work/1 hello {}");
    }

    @Test
    void logWritesWhatIsNoTextAsJson() throws Exception {
        run(new LogStep(log), "{'message': {'a': 1}}");
        assertThat(log.lines).containsExactly("INFO operation=run1/work/1 {\"a\":1}");
    }

    @Test
    void logRefusesALevelThatIsNone() {
        assertThat(failure(new LogStep(log), "{'message': '', 'level': 'loud'}").code()).isEqualTo("settings.invalid");
    }

    @Test
    void failFailsAsItIsTold() {
        var failure = failure(new FailStep(), "{'code': 'order.refused', 'message': 'No.', 'severity': 'partial'}");
        assertThat(failure.code()).isEqualTo("order.refused");
        assertThat(failure.message()).isEqualTo("No.");
        assertThat(failure.severity()).isEqualTo(Severity.PARTIAL);
    }

    @Test
    void failIsCriticalUnlessToldOtherwise() {
        assertThat(failure(new FailStep(), "{'code': 'x', 'message': ''}").severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void failNeedsACode() {
        assertThat(failure(new FailStep(), "{'code': ' ', 'message': ''}").code()).isEqualTo("settings.invalid");
    }

    @Test
    void failNeedsAShortCode() {
        var fits = "{'code': '%s', 'message': ''}";
        assertThat(failure(new FailStep(), fits.formatted("x".repeat(200))).code()).hasSize(200);
        assertThat(failure(new FailStep(), fits.formatted("x".repeat(201)))).hasMessageContaining("200 characters")
                .extracting(StepFailure::code).isEqualTo("settings.invalid");
    }

    /// Keeps what is logged.
    private static final class RecordingLogger extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1;
        private final transient List<String> lines = new ArrayList<>();

        @Override
        protected void handleNormalizedLoggingCall(Level level, @Nullable Marker marker, @Nullable String message,
                Object @Nullable [] arguments, @Nullable Throwable throwable) {
            lines.add(level + " " + MessageFormatter.basicArrayFormat(message, arguments));
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
