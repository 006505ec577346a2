package dev.flowloom.files;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TurnsTest {
    private final Turns turns = new Turns(stage -> stage);
    private final List<String> done = new ArrayList<>();

    @Test
    void whatIsAskedForWhileADialogIsOpenWaitsUntilTheDeedThatOpenedItHasEnded() {
        var slow = new CompletableFuture<Boolean>();
        var first = turns.take(() -> {
            // A dialog lets other events in before the deed has answered.
            turns.take(() -> {
                done.add("second");
                return CompletableFuture.completedStage(true);
            });
            done.add("first");
            return slow;
        });
        assertThat(done).containsExactly("first");
        slow.complete(true);
        assertThat(done).containsExactly("first", "second");
        assertThat(first.toCompletableFuture()).isCompletedWithValue(true);
    }

    @Test
    void theNextBeginsAlsoWhenOneFails() {
        var failed = turns.take(() -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(failed.toCompletableFuture()).isCompletedExceptionally();
        assertThat(turns.take(() -> CompletableFuture.completedStage(true)).toCompletableFuture())
                .isCompletedWithValue(true);
    }
}
