package dev.flowloom.steps.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;

import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Severity;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// Says what went wrong with a request, under which code, and whether it may go away.
final class HttpFailures {
    private static final int SHOWN = 300;
    private static final int KEPT = 4_000;

    private HttpFailures() {}

    static StepFailure timeout(HttpRequest request, Duration timeout) {
        return new StepFailure("http.timeout", Severity.RECOVERABLE,
                "%s was not answered within %s. The server is slow or out of reach; ".formatted(asked(request), timeout)
                        + "if it needs longer, raise the setting \"timeout\".");
    }

    /// What an exception of the client means.
    static StepFailure of(HttpRequest request, Throwable failure) {
        if (failure instanceof BoundedBody.TooLarge tooLarge) {
            return new StepFailure("http.too-large", Severity.CRITICAL,
                    "The answer to %s has more than %d bytes. Ask for less or raise the setting \"maxBytes\"."
                            .formatted(asked(request), tooLarge.limit()));
        }
        if (find(failure, CertificateException.class) instanceof CertificateException untrusted) {
            return new StepFailure("http.certificate", Severity.CRITICAL,
                    "%s did not happen: the server's certificate is not trusted (%s). ".formatted(asked(request),
                            untrusted.getMessage()) + "Check the host's name, or let Java trust its certificate.");
        }
        if (find(failure, ConnectException.class) != null) {
            return new StepFailure("http.unreachable", Severity.RECOVERABLE,
                    "%s did not happen: no connection to %s%s. Check the address and that the server is up."
                            .formatted(asked(request), request.uri().getAuthority(), reason(failure)));
        }
        if (failure instanceof IOException) {
            return new StepFailure("http.broken", Severity.RECOVERABLE,
                    "The connection broke before %s was answered in full%s.".formatted(asked(request),
                            reason(failure)));
        }
        // What the client can't read of an answer it tells by exceptions of many kinds.
        return new StepFailure("http.broken", Severity.RECOVERABLE,
                "The answer to %s can't be read: the server doesn't keep to HTTP%s.".formatted(asked(request),
                        reason(failure)));
    }

    static StepFailure status(HttpRequest request, int status, @Nullable String body) {
        var text = body == null ? "" : body;
        return new StepFailure("http." + status, severity(status),
                "%s was answered with %d%s".formatted(asked(request), status,
                        text.isBlank() ? "." : ": " + cut(text.strip(), SHOWN)),
                Json.Obj.of("status", Json.of(status)).with("body", Json.of(cut(text, KEPT))));
    }

    static StepFailure malformedJson(HttpRequest request, Problem problem, @Nullable String body) {
        return new StepFailure("http.invalid-json", Severity.CRITICAL,
                "The answer to %s says that it is JSON, but it is not: %s".formatted(asked(request),
                        problem.message()),
                Json.Obj.of("body", Json.of(cut(body == null ? "" : body, KEPT))));
    }

    /// 408, 425 and 429 ask to come again, and the server's own errors may go away; what else is wrong with the
    /// request stays wrong.
    private static Severity severity(int status) {
        return status >= 500 || Set.of(408, 425, 429).contains(status) ? Severity.RECOVERABLE : Severity.CRITICAL;
    }

    /// Without user, query and fragment, which may hold secrets.
    private static String asked(HttpRequest request) {
        URI uri = request.uri();
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return "%s %s://%s%s%s".formatted(request.method(), uri.getScheme(), uri.getHost(), port, uri.getRawPath());
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? "" : " (" + failure.getMessage() + ")";
    }

    private static @Nullable Throwable find(Throwable failure, Class<? extends Throwable> type) {
        // A chain of causes may be a ring.
        var left = 20;
        for (Throwable cause = failure; cause != null && left > 0; cause = cause.getCause(), left--) {
            if (type.isInstance(cause)) {
                return cause;
            }
        }
        return null;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + " …";
    }
}
