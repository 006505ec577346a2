package dev.flowloom.steps.http;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.flowloom.model.Json;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import dev.flowloom.steps.Descriptions;

/// `http.request`: sends a request and gives back the answer.
public final class HttpRequestStep implements StepType {
    private static final StepDescription DESCRIPTION = Descriptions.read("http.request");

    // A client has a thread of its own: one is made when the first request wants it.
    private final Map<Redirect, HttpClient> clients = new ConcurrentHashMap<>();

    @Override
    public StepDescription description() {
        return DESCRIPTION;
    }

    @Override
    public List<StepFailure> check(Settings settings) {
        return Requests.check(settings);
    }

    @Override
    public Json run(StepCall call) throws StepFailure, InterruptedException {
        var settings = Settings.of(call, DESCRIPTION);
        var timeout = settings.duration("timeout");
        var limit = settings.whole("maxBytes");
        var expected = ExpectedStatuses.of(settings);
        var request = Requests.of(settings, call.operationKey());
        var client = client(settings.flag("followRedirects"));
        return Answers.result(request, send(client, request, timeout, limit), expected);
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
    }

    private HttpClient client(boolean followRedirects) {
        return clients.computeIfAbsent(followRedirects ? Redirect.NORMAL : Redirect.NEVER,
                redirect -> HttpClient.newBuilder().followRedirects(redirect).build());
    }

    /// The client's own time-outs end with the headers; this one holds until the body is there.
    private static HttpResponse<byte[]> send(HttpClient client, HttpRequest request, Duration timeout, int limit)
            throws StepFailure, InterruptedException {
        var answer = client.sendAsync(request, _ -> new BoundedBody(limit));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw HttpFailures.timeout(request, timeout);
        } catch (ExecutionException e) {
            throw HttpFailures.of(request, e.getCause() == null ? e : e.getCause());
        } finally {
            // Ends the exchange when it is given up; does nothing to one that is done.
            answer.cancel(true);
        }
    }
}
