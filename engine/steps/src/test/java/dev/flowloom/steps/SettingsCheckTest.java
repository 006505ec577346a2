package dev.flowloom.steps;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flowloom.model.Json;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import dev.flowloom.steps.basic.FailStep;
import dev.flowloom.steps.basic.LogStep;
import dev.flowloom.steps.basic.TransformStep;
import dev.flowloom.steps.http.HttpRequestStep;
import dev.flowloom.steps.sql.SqlExecuteStep;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.flowloom.steps.Calls.failure;
import static dev.flowloom.steps.Calls.object;
import static org.assertj.core.api.Assertions.assertThat;

/// What step types find in settings while a flow is drawn.
class SettingsCheckTest {
    private static final StepType SQL = new SqlExecuteStep();
    private static final StepType HTTP = new HttpRequestStep();

    record Case(StepType type, String settings, List<String> words) {
        List<String> found() {
            var values = object(settings);
            var open = values.fields().keySet().stream()
                    .filter(name -> values.get(name) instanceof Json.Str(var text) && text.contains("{{"))
                    .collect(Collectors.toSet());
            return type.check(Settings.drawn(values, type.description(), open)).stream().map(StepFailure::message)
                    .toList();
        }

        @Override
        public String toString() {
            return settings;
        }
    }

    private static Case sql(String settings, String... words) {
        return new Case(SQL, "{'url': 'jdbc:h2:mem:', " + settings + "}", List.of(words));
    }

    private static Case http(String settings, String... words) {
        return new Case(HTTP, "{" + settings + "}", List.of(words));
    }

    static Stream<Case> wrong() {
        return Stream.of(
                sql("'sql': 'SELECT :a, :b, :a', 'parameters': {'c': 1}", "no value for :a", "no value for :b"),
                sql("'sql': 'SELECT :a'", "no value for :a"),
                sql("'sql': 'SELECT ?'", "character 8"),
                sql("'sql': '-- nothing'", "no statement"),
                sql("'sql': '/* open', 'parameters': '{{ data }}'", "never closed"),
                http("'url': 'ftp://host/'", "http://"),
                http("'url': 'http://host:70000/'", "70000"),
                http("'url': 'http://ho st/', 'headers': {'a b': 'c'}", "no URL", "\"a b\""),
                http("'url': '{{ data.url }}', 'headers': {'Host': 'x'}", "\"Host\""));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(Case given) {
        assertThat(given.found()).hasSameSizeAs(given.words());
        for (var i = 0; i < given.words().size(); i++) {
            assertThat(given.found().get(i)).contains(given.words().get(i));
        }
    }

    /// What is said while it is drawn is true: a run would end with it.
    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongFailsARun(Case given) {
        assertThat(failure(given.type(), given.settings().replace("{{ data.url }}", "http://127.0.0.1:1/")
                .replace("'{{ data }}'", "{}")).code()).isEqualTo(Settings.INVALID);
    }

    static Stream<Case> keeping() {
        return Stream.of(new Case(new TransformStep(), "{'value': [{'$secret': 'A'}]}", List.of("value")),
                new Case(new LogStep(), "{'message': {'$secret': 'A'}}", List.of("message")),
                new Case(new FailStep(), "{'code': {'$secret': 'A'}, 'message': 'b'}", List.of("code")));
    }

    @ParameterizedTest
    @MethodSource("keeping")
    void whatIsKeptIsNoSecret(Case given) {
        assertThat(given.found()).singleElement().asString().contains(given.words().getFirst(), "secret");
    }

    static Stream<Case> right() {
        return Stream.of(
                sql("'sql': 'SELECT :a', 'parameters': {'a': '{{ data.a }}'}"),
                sql("'sql': 'SELECT :a', 'parameters': '{{ data }}'"),
                sql("'sql': '{{ data.sql }} :a'"),
                http("'url': 'http://host/{{ data.id }}'"),
                http("'url': 'http://host', 'query': {'q': '{{ data.q }}'}, 'headers': {'X-A': '{{ data.a }}'}"),
                http("'url': 'ftp://{{ data.host }}', 'headers': '{{ data.headers }}'"),
                http("'url': 'http://host', 'query': '{{ data }}'"),
                http("'url': {'$secret': 'URL'}, 'headers': {'X-A': {'$secret': 'A', 'prefix': 'Bearer '}}"),
                sql("'sql': 'SELECT :a', 'password': {'$secret': 'A'}, 'parameters': {'a': {'$secret': 'A'}}"));
    }

    @ParameterizedTest
    @MethodSource
    void right(Case given) {
        assertThat(given.found()).isEmpty();
    }
}
