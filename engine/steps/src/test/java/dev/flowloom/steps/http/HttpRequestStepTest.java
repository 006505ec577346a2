package dev.flowloom.steps.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.flowloom.model.Json;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flowloom.steps.Calls.call;
import static dev.flowloom.steps.Calls.failure;
import static dev.flowloom.steps.Calls.json;
import static dev.flowloom.steps.Calls.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/// The time-out is for a test that waits for what never comes.
@Timeout(60)
class HttpRequestStepTest {
    private final HttpRequestStep step = new HttpRequestStep();
    private final HttpServer server = server();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void start() {
        on("/echo", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            var header = exchange.getRequestHeaders();
            answer(exchange, 200, "application/json; charset=utf-8",
                    "{\"key\": \"%s\", \"type\": \"%s\", \"x\": \"%s\"}"
                            .formatted(header.getFirst("Idempotency-Key"), header.getFirst("Content-Type"),
                                    header.getFirst("X-Test")));
        });
        on("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
            arrived.countDown();
            awaitRelease();
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        step.close();
        server.stop(0);
    }

    @Test
    void anAnswerGivesStatusHeadersAndParsedBody() throws Exception {
        var result = run("'url': '%s/echo'".formatted(address()));
        assertThat(result.get("status")).isEqualTo(Json.of(200));
        assertThat(result.get("body")).isEqualTo(json("{'key': 'run1/work/1', 'type': 'null', 'x': 'null'}"));
        assertThat(((Json.Obj) field(result, "headers")).get("content-type"))
                .isEqualTo(Json.of("application/json; charset=utf-8"));
    }

    @Test
    void aBodyThatIsNoTextIsSentAsJson() throws Exception {
        var result = run("'url': '%s/echo', 'method': 'POST', 'body': {'a': [1, 2.50]}".formatted(address()));
        assertThat(requests).containsExactly("POST /echo {\"a\":[1,2.50]}");
        assertThat(((Json.Obj) field(result, "body")).get("type")).isEqualTo(Json.of("application/json"));
    }

    @Test
    void aTextIsSentAsItIs() throws Exception {
        run("'url': '%s/echo', 'method': 'PUT', 'body': '안녕'".formatted(address()));
        assertThat(requests).containsExactly("PUT /echo 안녕");
    }

    @Test
    void headersAreSentAndGoBeforeOurOwn() throws Exception {
        var result = run("'url': '%s/echo', 'headers': {'X-Test': 5, 'idempotency-key': 'mine', 'None': null}"
                .formatted(address()));
        assertThat(result.get("body")).isEqualTo(json("{'key': 'mine', 'type': 'null', 'x': '5'}"));
    }

    @Test
    void aKeyOfAnotherScriptIsEscaped() throws Exception {
        var settings = object("{'url': '%s/echo'}".formatted(address()));
        var result = (Json.Obj) step.run(call(settings, "run1/재고/1"));
        assertThat(((Json.Obj) field(result, "body")).get("key")).isEqualTo(Json.of("run1%2F%EC%9E%AC%EA%B3%A0%2F1"));
    }

    @Test
    void theQueryIsEscapedAndJoined() throws Exception {
        run("'url': '%s/echo?a=1#part', 'query': {'b': 'x y&z', 'c': [1, true], 'd': null, '이': '='}"
                .formatted(address()));
        assertThat(requests).containsExactly("GET /echo?a=1&b=x%20y%26z&c=1&c=true&%EC%9D%B4=%3D ");
    }

    @ParameterizedTest
    @CsvSource({"400,CRITICAL", "404,CRITICAL", "408,RECOVERABLE", "425,RECOVERABLE", "429,RECOVERABLE",
            "500,RECOVERABLE", "503,RECOVERABLE"})
    void aStatusThatIsNoSuccessFails(int status, Severity severity) {
        on("/status", exchange -> answer(exchange, status, "text/plain", "because"));
        var failure = failed("'url': '%s/status?token=secret'".formatted(address()));
        assertFailed(failure, "http." + status, severity);
        assertThat(failure.message()).contains("GET " + address() + "/status", "because").doesNotContain("secret");
        assertThat(failure.details()).isEqualTo(json("{'status': %d, 'body': 'because'}".formatted(status)));
    }

    @Test
    void anExpectedStatusIsASuccess() throws Exception {
        on("/gone", exchange -> answer(exchange, 404, "text/plain", "gone"));
        assertThat(run("'url': '%s/gone', 'expect': [200, 404.0]".formatted(address())).get("body"))
                .isEqualTo(Json.of("gone"));
        assertFailed(failed("'url': '%s/echo', 'expect': [201]".formatted(address())), "http.200", Severity.CRITICAL);
    }

    @Test
    void redirectsAreFollowedUnlessToldOtherwise() throws Exception {
        on("/old", exchange -> {
            exchange.getResponseHeaders().set("Location", "/echo");
            answer(exchange, 302, "text/plain", "");
        });
        assertThat(run("'url': '%s/old'".formatted(address())).get("status")).isEqualTo(Json.of(200));
        assertFailed(failed("'url': '%s/old', 'followRedirects': false".formatted(address())), "http.302",
                Severity.CRITICAL);
    }

    @Test
    void nothingListeningIsRecoverable() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertFailed(failed("'url': 'http://127.0.0.1:%d/'".formatted(port)), "http.unreachable",
                Severity.RECOVERABLE);
    }

    @Test
    void anUnknownHostIsRecoverable() {
        assertFailed(failed("'url': 'http://nowhere.invalid/'"), "http.unreachable", Severity.RECOVERABLE);
    }

    @Test
    void aConnectionThatBreaksIsRecoverable() {
        on("/broken", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
            throw new IOException("the server's end of it");
        });
        assertFailed(failed("'url': '%s/broken'".formatted(address())), "http.broken", Severity.RECOVERABLE);
    }

    @Test
    void anAnswerThatNeverEndsTimesOut() {
        var failure = failed("'url': '%s/slow', 'timeout': 'PT0.3S'".formatted(address()));
        assertFailed(failure, "http.timeout", Severity.RECOVERABLE);
        assertThat(failure.message()).contains("PT0.3S");
    }

    @Test
    void anInterruptEndsTheRequest() throws Exception {
        var settings = object("{'url': '%s/slow'}".formatted(address()));
        var attempt = new FutureTask<>(() -> catchThrowable(() -> step.run(call(settings))));
        var thread = Thread.ofVirtual().start(attempt);
        arrived.await();
        thread.interrupt();
        assertThat(attempt.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aHugeBodyIsRefusedBeforeItIsRead() {
        on("/huge", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var part = new byte[65536];
            // Ends when the step has hung up; the bound is for a step that does not.
            for (var i = 0; i < 16_384; i++) {
                exchange.getResponseBody().write(part);
            }
        });
        var failure = failed("'url': '%s/huge', 'maxBytes': 100000".formatted(address()));
        assertFailed(failure, "http.too-large", Severity.CRITICAL);
        assertThat(failure.message()).contains("100000 bytes", "maxBytes");
    }

    @Test
    void aBodyOfExactlyTheLimitIsTaken() throws Exception {
        on("/ten", exchange -> answer(exchange, 200, "text/plain", "0123456789"));
        assertThat(run("'url': '%s/ten', 'maxBytes': 10".formatted(address())).get("body"))
                .isEqualTo(Json.of("0123456789"));
        assertFailed(failed("'url': '%s/ten', 'maxBytes': 9".formatted(address())), "http.too-large",
                Severity.CRITICAL);
    }

    @Test
    void jsonThatIsNoneIsCritical() {
        on("/bad", exchange -> answer(exchange, 200, "application/problem+json", "{\"a\": }"));
        var failure = failed("'url': '%s/bad'".formatted(address()));
        assertFailed(failure, "http.invalid-json", Severity.CRITICAL);
        assertThat(failure.details()).isEqualTo(Json.Obj.of("body", Json.of("{\"a\": }")));
    }

    @Test
    void anEmptyAnswerHasNoBody() throws Exception {
        on("/empty", exchange -> exchange.sendResponseHeaders(204, -1));
        assertThat(run("'url': '%s/empty'".formatted(address())).get("body")).isEqualTo(Json.NULL);
    }

    @Test
    void bytesThatAreNoTextComeInBase64() throws Exception {
        on("/image", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[]{(byte) 0xff, 0});
            exchange.close();
        });
        var result = run("'url': '%s/image'".formatted(address()));
        assertThat(result.get("body")).isEqualTo(Json.of("/wA="));
        assertThat(result.get("encoding")).isEqualTo(Json.of("base64"));
    }

    @Test
    void theAnswersCharsetIsUsed() throws Exception {
        on("/latin", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=ISO-8859-1");
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(0xe9);
            exchange.close();
        });
        assertThat(run("'url': '%s/latin'".formatted(address())).get("body")).isEqualTo(Json.of("é"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'url': 'no url'", "'url': 'ftp://h/'", "'url': 'http:///'", "'url': 5",
                    "'url': 'http://h/', 'method': 'BREW'", "'url': 'http://h/', 'headers': {'a b': 'c'}",
                    "'url': 'http://h/', 'headers': {'a': {}}", "'url': 'http://h/', 'headers': {'Host': 'other'}",
                    "'url': 'http://h/', 'expect': ['200']", "'url': 'http://h/', 'query': {'a': [[]]}",
                    "'url': 'http://h/', 'maxBytes': 0", "'url': 'http://h/', 'timeout': 'soon'", ""})
    void settingsThatCannotBeAreNamed(String settings) {
        assertFailed(failed(settings), "settings.invalid", Severity.CRITICAL);
    }

    private Json.Obj run(String settings) throws StepFailure, InterruptedException {
        return (Json.Obj) step.run(call(object("{" + settings + "}")));
    }

    private StepFailure failed(String settings) {
        return failure(step, "{" + settings + "}");
    }

    private static Json field(Json.Obj object, String name) {
        return object.fields().getOrDefault(name, Json.NULL);
    }

    private static void assertFailed(StepFailure failure, String code, Severity severity) {
        assertThat(failure.code()).as(failure.message()).isEqualTo(code);
        assertThat(failure.severity()).isEqualTo(severity);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void on(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpServer server() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
