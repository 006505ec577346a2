package dev.flowloom.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class GroupCommitTest {
    private static final int SUBMITTERS = 4;
    private static final int ITEMS = 200;

    @Test
    void answersAlsoWhereTheReasonOfAFailureCannotBeTold() {
        try (var commits = new GroupCommit<>("test", "end", Duration.ofSeconds(1), Duration.ofSeconds(10),
                new Speechless())) {
            assertThat(commits.submit("a")).failsWithin(Duration.ofSeconds(10)).withThrowableThat().havingCause()
                    .isInstanceOf(StoreException.class).withMessageContaining("a bug");
            assertThat(commits.submit("b")).failsWithin(Duration.ofSeconds(10));
        }
    }

    @RepeatedTest(50)
    void whateverHappensEachIsAnsweredAndNothingIsAcknowledgedThatIsNotWritten() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("GroupCommitTest: seed " + seed);
        var random = new Random(seed);
        var sink = new Paper(random.nextInt(3) == 0 ? random.nextInt(20) : Integer.MAX_VALUE);
        var commits = new GroupCommit<>("test", "end", Duration.ofMillis(1), Duration.ofSeconds(10), sink);
        var answers = new ConcurrentHashMap<String, CompletableFuture<Integer>>();
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (int i = 0; i < SUBMITTERS; i++) {
                var name = "submitter " + i + ": ";
                boolean waits = random.nextBoolean();
                threads.execute(() -> {
                    for (int item = 0; item < ITEMS; item++) {
                        var answer = commits.submit(name + item);
                        answers.put(name + item, answer);
                        if (waits) {
                            assertThat(answer.handle((_, _) -> "answered")).succeedsWithin(Duration.ofSeconds(10));
                        }
                    }
                });
            }
            Thread.sleep(0, random.nextInt(1_000_000));
            if (random.nextBoolean()) {
                commits.fail(StoreFailures.failed(null, new IllegalStateException("given up")));
            }
            commits.close();
        }

        assertThat(answers).as("seed %d", seed).hasSize(SUBMITTERS * ITEMS);
        answers.forEach((item, answer) -> {
            assertThat(answer).as("seed %d, %s", seed, item).isDone();
            if (!answer.isCompletedExceptionally()) {
                assertThat(sink.written.get(answer.join())).as("seed %d", seed).isEqualTo(item);
            }
        });
        for (int i = 0; i < SUBMITTERS; i++) {
            var name = "submitter " + i + ": ";
            var written = sink.written.stream().filter(item -> item.startsWith(name)).toList();
            assertThat(written).as("seed %d: nothing twice, nothing left out, in order", seed)
                    .isEqualTo(IntStream.range(0, written.size()).mapToObj(item -> name + item).toList());
        }
    }

    /// Keeps what is written, until it fails.
    private static final class Paper implements GroupCommit.Sink<String, Integer> {
        private final List<String> written = new ArrayList<>();
        private int groupsLeft;

        /// @param groups so many are written
        Paper(int groups) {
            groupsLeft = groups;
        }

        @Override
        public List<Integer> write(List<String> group) throws IOException {
            if (groupsLeft-- == 0) {
                throw new IOException("no paper left");
            }
            int first = written.size();
            written.addAll(group);
            return IntStream.range(first, written.size()).boxed().toList();
        }

        @Override
        public void idle() {}

        @Override
        public StoreException explain(Throwable failure) {
            return StoreFailures.failed(null, failure);
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
