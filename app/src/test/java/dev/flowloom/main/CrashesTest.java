package dev.flowloom.main;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CrashesTest {
    private final Thread.@Nullable UncaughtExceptionHandler before = Thread
            .getDefaultUncaughtExceptionHandler();
    private final Logger logger = Logger.getLogger(Crashes.class.getName());
    private final List<LogRecord> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void whatNobodyCaughtIsInTheLogAlsoWhereItCanNotBeShown() {
        Crashes.showIn(() -> {
            throw new IllegalStateException("there is no window any more");
        }, _ -> {});
        var bug = new StackOverflowError("deep");
        Objects.requireNonNull(Thread.getDefaultUncaughtExceptionHandler())
                .uncaughtException(Thread.currentThread(), bug);
        assertThat(logged).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(record.getThrown()).isSameAs(bug);
        });
    }
}
