package dev.flowloom.journal;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/// Keeps Flyway's progress, and its advice on H2's version, from the people who run flows. What fails is thrown besides.
/// Public, since Flyway makes it by its name.
public final class FlywaySilence implements LogCreator {

    @Override
    public Log createLogger(Class<?> named) {
        return new Silence();
    }

    private static final class Silence implements Log {
        @Override
        public void debug(String message) {}

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}

        @Override
        public void error(String message) {}

        @Override
        public void error(String message, Exception e) {}

        @Override
        public void notice(String message) {}
    }
}
