package dev.flowloom.model;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/// Something outside that steps use and that can be overloaded or down, such as another system's interface, and what is
/// kept to in using it. Each part may be absent.
///
/// @param breaker when attempts are no longer made because others failed
/// @param rate how many attempts are begun in a time
/// @param concurrency how many attempts are under way at a time, at least 1
/// @param extras the fields this version does not know
public record Resource(@Nullable Breaker breaker, @Nullable Rate rate, @Nullable Integer concurrency, Json.Obj extras) {
    private static final int LONGEST_NAME = 100;
    /// One that nothing is kept to in using.
    public static final Resource FREE = new Resource(null, null, null, Json.Obj.EMPTY);

    public Resource {
        require(concurrency == null || concurrency >= 1, Sentence.of("concurrency must be at least 1"));
    }

    /// Whether a resource can have that name.
    public static boolean isName(String name) {
        return !name.isBlank() && name.length() <= LONGEST_NAME;
    }

    public boolean isFree() {
        return breaker == null && rate == null && concurrency == null;
    }

    /// A circuit breaker.
    ///
    /// @param failures how many in a row open it; at least 1
    /// @param open how long it then stays open
    /// @param successes how many trials must succeed after that to close it again; at least 1
    public record Breaker(int failures, Duration open, int successes) {
        /// More are no sign of anything.
        public static final int MOST = 10_000;
        public static final Breaker DEFAULT = new Breaker(5, Duration.ofSeconds(60), 2);

        public Breaker {
            require(failures >= 1 && failures <= MOST, Sentence.of("failures must be between 1 and 10,000"));
            require(successes >= 1 && successes <= MOST, Sentence.of("successes must be between 1 and 10,000"));
            requireTime(open);
        }
    }

    /// A rate limit: in any span of that length no more attempts are begun than that.
    ///
    /// @param limit how many; at least 1
    public record Rate(int limit, Duration per) {
        /// The begins of so many attempts are remembered.
        public static final int MOST = 1_000_000;

        public Rate {
            require(limit >= 1 && limit <= MOST, Sentence.of("the limit must be between 1 and 1,000,000"));
            requireTime(per);
        }
    }

    private static void requireTime(Duration time) {
        require(time.isPositive() && time.compareTo(Retry.LONGEST) <= 0,
                Sentence.of("a time must be longer than nothing, at most 366 days"));
    }

    private static void require(boolean holds, Sentence rule) {
        if (!holds) {
            throw new Impossible(rule);
        }
    }
}
