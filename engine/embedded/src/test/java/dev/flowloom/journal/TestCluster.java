package dev.flowloom.journal;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A PostgreSQL of a test's own, to be cut off.
public final class TestCluster implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path folder;
    private final int port;

    public TestCluster() throws Exception {
        folder = Path.of(output("mktemp", "-d", "/tmp/flowloom-cluster.XXXXXX"));
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        run(program("initdb"), "--pgdata", data(), "--username", "flowloom", "--auth", "trust", "--no-sync");
        start();
    }

    public static boolean isPossible() throws IOException {
        return !programs().isEmpty();
    }

    private static List<Path> programs() throws IOException {
        var found = new ArrayList<Path>();
        for (var folder : System.getenv("PATH").split(":", -1)) {
            found.add(Path.of(folder, "initdb"));
        }
        if (Files.isDirectory(DEBIAN)) {
            try (var versions = Files.list(DEBIAN)) {
                versions.sorted().forEach(version -> found.add(version.resolve("bin/initdb")));
            }
        }
        return found.stream().filter(Files::isExecutable).map(Path::getParent).toList();
    }

    private static String program(String name) throws IOException {
        return programs().getFirst().resolve(name).toString();
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=flowloom".formatted(port);
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    public void start() throws Exception {
        run(program("pg_ctl"), "--pgdata", data(), "--log", folder.resolve("log").toString(), "--wait", "--options",
                "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=''".formatted(port), "start");
    }

    /// At once, as a power cut does to its processes.
    public void stop() throws Exception {
        run(program("pg_ctl"), "--pgdata", data(), "--mode", "immediate", "--wait", "stop");
    }

    /// It refuses to run as root.
    private static ProcessBuilder builder(String... command) {
        var whole = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            whole.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        whole.addAll(List.of(command));
        return new ProcessBuilder(whole).directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /// Its output may be kept open by what it starts.
    private static void run(String... command) throws Exception {
        int code = builder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
    }

    private static String output(String... command) throws Exception {
        return new String(builder(command).start().getInputStream().readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() throws Exception {
        if (Files.exists(folder.resolve("data/postmaster.pid"))) {
            stop();
        }
        run("rm", "-rf", folder.toString());
    }
}
