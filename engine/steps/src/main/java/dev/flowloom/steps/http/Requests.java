package dev.flowloom.steps.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// Makes requests of settings.
final class Requests {
    private static final int MOST_PORT = 65_535;
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private Requests() {}

    static HttpRequest of(Settings settings, String operationKey) throws StepFailure {
        var body = settings.find("body");
        var request = HttpRequest.newBuilder(uri(settings)).method(settings.text("method"), publisher(body));
        var headers = headers(settings);
        headers.putIfAbsent(IDEMPOTENCY_KEY, ascii(operationKey));
        if (body != null) {
            headers.putIfAbsent(CONTENT_TYPE,
                    body instanceof Json.Str ? "text/plain; charset=utf-8" : "application/json");
        }
        setAll(request, headers);
        return request.build();
    }

    /// What is wrong with the URL and the headers, as far as expressions leave them known.
    static List<StepFailure> check(Settings settings) {
        var failures = new ArrayList<StepFailure>();
        if (!settings.isOpen("url") && !settings.isOpen("query")) {
            collect(failures, () -> uri(settings));
        }
        if (!settings.isOpen("headers")) {
            collect(failures, () -> setAll(HttpRequest.newBuilder(), headers(settings)));
        }
        return failures;
    }

    private interface Attempt {
        void make() throws StepFailure;
    }

    private static void collect(List<StepFailure> failures, Attempt attempt) {
        try {
            attempt.make();
        } catch (StepFailure e) {
            failures.add(e);
        }
    }

    private static URI uri(Settings settings) throws StepFailure {
        var url = settings.text("url");
        try {
            var uri = new URI(withQuery(url, query(settings)));
            if (uri.getHost() == null || !isHttp(uri.getScheme())) {
                throw Settings.invalid("url", Sentence.of("is no URL with http:// or https:// and a host"));
            }
            if (uri.getPort() > MOST_PORT) {
                throw Settings.invalid("url",
                        Sentence.of("names the port %d; the last one is %d", uri.getPort(), MOST_PORT));
            }
            return uri;
        } catch (URISyntaxException e) {
            throw Settings.invalid("url",
                    Sentence.of("is no URL: %s at character %d", e.getReason(), e.getIndex() + 1));
        }
    }

    private static boolean isHttp(@Nullable String scheme) {
        return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    }

    /// A fragment is for browsers and never sent; left there, it would swallow the query.
    private static String withQuery(String url, List<String> pairs) {
        var fragment = url.indexOf('#');
        var base = fragment < 0 ? url : url.substring(0, fragment);
        if (pairs.isEmpty()) {
            return base;
        }
        return base + (base.contains("?") ? "&" : "?") + String.join("&", pairs);
    }

    private static List<String> query(Settings settings) throws StepFailure {
        var pairs = new ArrayList<String>();
        for (var field : settings.object("query").fields().entrySet()) {
            var values = field.getValue() instanceof Json.Arr(var items) ? items : List.of(field.getValue());
            for (var value : values) {
                if (!(value instanceof Json.Null)) {
                    pairs.add(escape(field.getKey()) + "=" + escape(scalar("query", field.getKey(), value)));
                }
            }
        }
        return pairs;
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static SortedMap<String, String> headers(Settings settings) throws StepFailure {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var field : settings.object("headers").fields().entrySet()) {
            if (!(field.getValue() instanceof Json.Null)) {
                headers.put(field.getKey(), scalar("headers", field.getKey(), field.getValue()));
            }
        }
        return headers;
    }

    private static String scalar(String setting, String name, Json value) throws StepFailure {
        return switch (value) {
            case Json.Str(var text) -> text;
            case Json.Num(var number) -> number.toPlainString();
            case Json.Bool(var flag) -> Boolean.toString(flag);
            case Json.Null _,Json.Arr _,Json.Obj _ -> throw Settings.invalid(setting,
                    Sentence.of("has %s for \"%s\", but must have a text", Json.kind(value), name));
        };
    }

    private static void setAll(HttpRequest.Builder request, SortedMap<String, String> headers) throws StepFailure {
        for (var header : headers.entrySet()) {
            set(request, header.getKey(), header.getValue());
        }
    }

    private static void set(HttpRequest.Builder request, String name, String value) throws StepFailure {
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException _) {
            throw Settings.invalid("headers", Sentence.of(
                    "holds \"%s\", which can't be sent: its name or its value is no header's, or it is one that is set for each request by itself",
                    name));
        }
    }

    private static HttpRequest.BodyPublisher publisher(@Nullable Json body) {
        return switch (body) {
            case null -> BodyPublishers.noBody();
            case Json.Str(var text) -> BodyPublishers.ofString(text);
            default -> BodyPublishers.ofByteArray(JsonText.bytes(body));
        };
    }

    /// A node's id may hold letters of any script, a header's value may not: sent as it is, two keys could become one.
    private static String ascii(String key) {
        return key.chars().allMatch(c -> c > ' ' && c < 127) ? key : escape(key);
    }
}
