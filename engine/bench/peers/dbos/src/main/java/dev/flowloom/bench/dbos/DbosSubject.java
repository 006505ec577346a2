package dev.flowloom.bench.dbos;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import dev.flowloom.bench.Shape;
import dev.flowloom.bench.Subject;
import org.jspecify.annotations.Nullable;

/// DBOS Transact. Each step's result is committed before the method goes on.
public final class DbosSubject implements Subject {
    private final String schema = "bench" + ProcessHandle.current().pid();
    private @Nullable DBOS dbos;
    private @Nullable Place place;
    private Runnable body = () -> {};

    @Override
    public void open(Place place, Shape shape) {
        this.place = place;
        dbos = new DBOS(DBOSConfig.defaults("bench").withDatabaseUrl(place.database()).withDbUser("flowloom")
                .withDbPassword("").withDatabaseSchema(schema));
        var bodies = dbos.registerProxy(Bodies.class, new Steps(dbos));
        dbos.launch();
        body = switch (shape) {
            case Shape.Sequence(var steps) -> () -> bodies.sequence(steps);
            case Shape.Saga() -> bodies::saga;
            case Shape.Forked(),Shape.ForEach(_) ->
                throw new IllegalArgumentException("a method has nothing of its own for " + shape);
        };
    }

    @Override
    public void run() {
        body.run();
    }

    @Override
    public long storeSize() throws SQLException {
        try (var connection = DriverManager.getConnection(Objects.requireNonNull(place).database());
                var statement = connection.createStatement();
                var size = statement.executeQuery("SELECT SUM(pg_total_relation_size(c.oid)) FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind = 'r' AND n.nspname = '" + schema + "'")) {
            size.next();
            return size.getLong(1);
        }
    }

    @Override
    public void close() {
        Objects.requireNonNull(dbos).close();
    }

    /// The methods.
    public static final class Steps implements Bodies {
        private final DBOS dbos;

        Steps(DBOS dbos) {
            this.dbos = dbos;
        }

        @Override
        @Workflow(name = "sequence")
        public void sequence(int steps) {
            for (int i = 1; i <= steps; i++) {
                step("step" + i);
            }
        }

        /// There is no compensation but what a method does itself.
        @Override
        @Workflow(name = "saga")
        public void saga() {
            var done = new ArrayDeque<String>();
            try {
                for (var name : List.of("a", "b", "c", "d")) {
                    step(name);
                    done.push(name);
                }
                dbos.runStep((dev.dbos.transact.execution.ThrowingSupplier<String, RuntimeException>) () -> {
                    throw new IllegalStateException("the benchmark wants it");
                }, "fails");
            } catch (IllegalStateException e) {
                done.forEach(name -> step("undo " + name));
            }
        }

        private void step(String name) {
            dbos.<String, RuntimeException>runStep(() -> "ok", name);
        }
    }
}
