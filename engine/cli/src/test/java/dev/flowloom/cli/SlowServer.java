package dev.flowloom.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A server on loopback that answers when it is told to, so that a test can do something while a step is under way.
final class SlowServer implements AutoCloseable {
    private final HttpServer server;
    private final Semaphore asked = new Semaphore(0);
    private final CountDownLatch answer = new CountDownLatch(1);

    SlowServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            asked.release();
            awaitAnswer();
            var body = "\"here\"".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private void awaitAnswer() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /// Waits until it is asked once more.
    void awaitRequest() throws InterruptedException {
        if (!asked.tryAcquire(1, TimeUnit.MINUTES)) {
            throw new AssertionError("the server was not asked");
        }
    }

    /// From now on it answers, also those who wait.
    void answer() {
        answer.countDown();
    }

    @Override
    public void close() {
        answer();
        server.stop(0);
    }
}
