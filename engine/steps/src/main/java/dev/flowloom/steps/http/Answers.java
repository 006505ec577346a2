package dev.flowloom.steps.http;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// Makes results of answers.
final class Answers {
    private static final Pattern JSON = Pattern.compile("(?i)\\s*[\\w.-]+/([\\w.-]+\\+)?json\\s*(;.*)?");
    private static final Pattern CHARSET = Pattern.compile("(?i).*;\\s*charset=\"?([^\\s;\"]+)\"?.*");

    private Answers() {}

    static Json.Obj result(HttpRequest request, HttpResponse<byte[]> answer, ExpectedStatuses expected)
            throws StepFailure {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        if (!expected.hold(answer.statusCode())) {
            throw HttpFailures.status(request, answer.statusCode(), text(answer.body(), type));
        }
        var result = Json.Obj.of("status", Json.of(answer.statusCode())).with("headers", headers(answer.headers()));
        return withBody(result, request, answer.body(), type);
    }

    /// By lower-case name, sorted; several of one name are joined as RFC 9110 joins them.
    private static Json.Obj headers(HttpHeaders headers) {
        var object = Json.Obj.EMPTY;
        for (var header : headers.map().entrySet()) {
            object = object.with(header.getKey().toLowerCase(Locale.ROOT),
                    Json.of(String.join(", ", header.getValue())));
        }
        return object;
    }

    private static Json.Obj withBody(Json.Obj result, HttpRequest request, byte[] body, String type)
            throws StepFailure {
        if (body.length == 0) {
            return result.with("body", Json.NULL);
        }
        if (JSON.matcher(type).matches()) {
            return result.with("body", parsed(request, body, type));
        }
        var text = text(body, type);
        return text == null
                ? result.with("body", Json.of(Base64.getEncoder().encodeToString(body))).with("encoding",
                        Json.of("base64"))
                : result.with("body", Json.of(text));
    }

    private static Json parsed(HttpRequest request, byte[] body, String type) throws StepFailure {
        try {
            return JsonText.parse(body);
        } catch (MalformedJson e) {
            throw HttpFailures.malformedJson(request, e.problem(), text(body, type));
        }
    }

    /// The body as text, or null where its bytes are no text.
    private static @Nullable String text(byte[] body, String type) {
        try {
            return charset(type).newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException | IllegalCharsetNameException | UnsupportedCharsetException _) {
            return null;
        }
    }

    private static Charset charset(String type) {
        var matcher = CHARSET.matcher(type);
        return matcher.matches() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
    }
}
