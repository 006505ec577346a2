package dev.flowloom.journal;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class GroupCommitTest {
    @Test
    void answersAlsoWhereTheReasonOfAFailureCannotBeTold() {
        try (var commits = new GroupCommit<>("test", "end", Duration.ofSeconds(1), Duration.ofSeconds(10),
                new Speechless())) {
            assertThat(commits.submit("a")).failsWithin(Duration.ofSeconds(10)).withThrowableThat().havingCause()
                    .isInstanceOf(StoreException.class).withMessageContaining("a bug");
            assertThat(commits.submit("b")).failsWithin(Duration.ofSeconds(10));
        }
    }

    /// Fails, and has no words for it.
    private static final class Speechless implements GroupCommit.Sink<String, String> {
        @Override
        public List<String> write(List<String> group) {
            throw new AssertionError("a bug");
        }

        @Override
        public void idle() {}

        @Override
        public StoreException explain(Throwable failure) {
            throw new AssertionError("another bug", failure);
        }
    }
}
