package dev.flowloom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.flowloom.bench.Catalog.Entry;
import dev.flowloom.bench.Figures.Row;

/// Measures the subjects one after the other, round by round, and prints one table.
public final class Bench {
    private static final long LONGEST_MINUTES = 15;

    private final Options options;
    private final ClassPaths classPaths;
    private final String database;
    private final Figures figures = new Figures();
    private boolean failed;
    private int databases;

    /// What a subject needs to run.
    @FunctionalInterface
    interface ClassPaths {
        String of(Entry subject) throws IOException;
    }

    /// @param database the URL of the database `postgres` of a PostgreSQL of the benchmark's own; empty where there is none
    Bench(Options options, ClassPaths classPaths, String database) {
        this.options = options;
        this.classPaths = classPaths;
        this.database = database;
    }

    /// The project's folder and the database come from system properties, the rest is the user's.
    public static void main(String[] arguments) throws Exception {
        try {
            var options = Options.parse(arguments);
            var home = Path.of(System.getProperty("bench.home", ""));
            var bench = new Bench(options, subject -> classPath(home.resolve(subject.module())),
                    System.getProperty("bench.postgres", ""));
            var figures = bench.measure();
            System.out.print(figures.table());
            if (options.json() != null) {
                figures.write(options.json());
            }
            System.exit(bench.failed || figures.isEmpty() ? 1 : 0);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    Figures measure() throws Exception {
        for (int round = 1; round <= options.rounds(); round++) {
            for (var one : options.cases()) {
                for (var subject : options.subjects()) {
                    measure(round, one, subject);
                }
            }
        }
        return figures;
    }

    private void measure(int round, Case one, Entry subject) throws Exception {
        for (var setting : subject.settings()) {
            if (subject.can(one) && (setting != Setting.POSTGRESQL || !database.isEmpty())) {
                System.err.printf("round %d of %d: %s, %s, %s%n", round, options.rounds(), one.name(), subject.name(),
                        setting.label());
                measure(one, subject, setting);
            }
        }
    }

    private void measure(Case one, Entry subject, Setting setting) throws Exception {
        var folder = Files.createTempDirectory("flowloom-bench");
        try {
            var process = Java.start(new ProcessBuilder(command(one, subject, setting, folder)));
            var watchdog = process.onExit().orTimeout(LONGEST_MINUTES, TimeUnit.MINUTES)
                    .whenComplete((_, late) -> process.toHandle().destroyForcibly());
            var row = new Row(one.name(), subject.name(), setting.label());
            Java.read(process, line -> {
                keep(row, line);
                return false;
            });
            if (process.waitFor() != 0) {
                failed = true;
                System.err.printf("%s, %s, %s failed.%n", row.name(), row.subject(), row.setting());
            }
            watchdog.cancel(false);
        } finally {
            delete(folder);
        }
    }

    private void keep(Row row, String line) {
        var told = Meter.told(line);
        if (told != null) {
            figures.add(row, told[0], Double.parseDouble(told[1]));
        }
    }

    private List<String> command(Case one, Entry subject, Setting setting, Path folder)
            throws IOException, SQLException {
        var command = new ArrayList<>(Java.command(classPaths.of(subject), one.heap()));
        command.addAll(List.of(Measuring.class.getName(), subject.type(), setting.label(), one.name(),
                Boolean.toString(options.quick()), folder.toString(),
                setting == Setting.POSTGRESQL ? emptyDatabase() : ""));
        return command;
    }

    /// The URL of a new one.
    private String emptyDatabase() throws SQLException {
        var name = "bench" + ++databases;
        try (var connection = DriverManager.getConnection(database); var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return database.replace("/postgres?", "/" + name + "?");
    }

    /// A module's own jar, and those that it needs.
    private static String classPath(Path module) throws IOException {
        var target = module.resolve("target");
        try (var jars = Files.list(target)) {
            var own = jars.filter(file -> file.toString().endsWith(".jar")).toList();
            if (own.size() != 1) {
                throw new IllegalArgumentException(
                        "%s isn't built. Begin with engine/bench/run, which builds it.".formatted(module));
            }
            return own.getFirst() + System.getProperty("path.separator") + target.resolve("lib") + "/*";
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
