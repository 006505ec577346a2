package dev.flowloom.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class DraftsTest {
    private static final Draft DRAFT = new Draft("주문", Path.of("/tmp/a.flow.json"), new Fingerprint("00ff"),
            Instant.parse("2026-03-01T10:00:00Z"), "{\n  \"flowloom\": 1\n}\n");

    private static final History HISTORY = History.of(Diagrams.empty().start(0, 0).diagram());

    @TempDir
    Path folder;

    @Test
    void aDraftReadsBackAsItWasWritten() {
        assertThat(Draft.parse(DRAFT.print())).isEqualTo(DRAFT);
        var untitled = new Draft("Untitled", null, null, DRAFT.at(), "");
        assertThat(Draft.parse(untitled.print())).isEqualTo(untitled);
        assertThat(Draft.parse("half a li")).isNull();
    }

    @Test
    void workOfALivingWindowIsNotOffered() throws Exception {
        try (var slot = drafts().open()) {
            slot.keep(DRAFT);
            assertThat(drafts().left()).isEmpty();
        }
    }

    @Test
    void workThatWasSavedIsNotOffered() throws Exception {
        try (var slot = drafts().open()) {
            slot.keep(DRAFT);
            slot.drop();
        }
        assertThat(drafts().left()).isEmpty();
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void workOfAKilledProcessIsOfferedOnceAndThenForgotten() throws Exception {
        var process = startKeeper();
        assertThat(Objects.requireNonNull(process.inputReader().readLine())).isEqualTo("kept");
        assertThat(drafts().left()).isEmpty();

        process.toHandle().destroyForcibly();
        process.waitFor();

        var left = drafts().left();
        assertThat(left).singleElement().satisfies(l -> assertThat(l.draft()).isEqualTo(DRAFT));
        assertThat(drafts().left()).as("taken by this process").isEmpty();
        left.getFirst().slot().drop();
        left.getFirst().slot().close();
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void aLeftoverThatCanNotBeTidiedAwayHidesNoWork() throws Exception {
        try (var slot = drafts().open()) {
            slot.keep(DRAFT);
        }
        Files.createDirectories(folder.resolve("lonely.history").resolve("in the way"));
        assertThat(drafts().left()).singleElement().satisfies(l -> assertThat(l.draft()).isEqualTo(DRAFT));
        assertThat(folder.resolve("lonely.lock")).doesNotExist();
    }

    @Test
    void whatCanNotBeReadIsFoundAllTheSameAndHeldByNobody() throws Exception {
        Files.createDirectories(folder.resolve("a.draft"));
        Files.writeString(folder.resolve("b.draft"), "half a li");
        assertThat(drafts().left()).hasSize(2);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.draft", "b.draft");
    }

    @Test
    void theKeeperWritesTheLastOfSeveralEdits() throws Exception {
        try (var writer = Executors.newSingleThreadScheduledExecutor()) {
            var slot = drafts().open();
            var keeper = keeper(slot, writer, trouble -> {
                throw new AssertionError(trouble);
            });
            var printed = new ArrayList<String>();
            var written = new CountDownLatch(1);
            for (var text : new String[]{"a", "b", "c"}) {
                keeper.changed(HISTORY, () -> {
                    printed.add(text);
                    written.countDown();
                    return new Draft("t", null, null, DRAFT.at(), text);
                });
            }
            assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
            keeper.close();
            writer.submit(() -> {}).get();
            assertThat(printed).containsExactly("c");
            assertThat(drafts().left()).singleElement().satisfies(l -> assertThat(l.draft().text()).isEqualTo("c"));
        }
    }

    @Test
    void aDraftThatCanNotBeKeptIsReported() throws Exception {
        var troubles = new ArrayList<String>();
        try (var writer = Executors.newSingleThreadScheduledExecutor()) {
            var full = new Drafts(folder, new FailingDisk(new IOException("No space left on device")));
            var keeper = keeper(full.open(), writer, trouble -> troubles.add(trouble.message()));
            keeper.changed(HISTORY, () -> DRAFT);
            keeper.close();
        }
        assertThat(troubles).singleElement().asString().contains("not kept as a draft", "disk is full");
    }

    @Test
    void aDraftThatABugKeepsFromBeingKeptIsReported() throws Exception {
        var troubles = new ArrayList<String>();
        try (var writer = Executors.newSingleThreadScheduledExecutor()) {
            var keeper = keeper(drafts().open(), writer, trouble -> troubles.add(trouble.message()));
            keeper.changed(HISTORY, () -> {
                throw new IllegalStateException("it can't be printed");
            });
            keeper.close();
        }
        assertThat(troubles).singleElement().asString().contains("not kept as a draft", "it can't be printed");
    }

    private DraftKeeper keeper(Drafts.Slot slot, ScheduledExecutorService writer, Consumer<FileTrouble> trouble) {
        return new DraftKeeper(slot, new Histories(folder.resolve("histories"), new Disk()), writer, trouble);
    }

    private Drafts drafts() {
        return new Drafts(folder, new Disk());
    }

    private Process startKeeper() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Keeper.class.getName(),
                folder.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /// A program that keeps a draft and then waits to be killed.
    static final class Keeper {
        private Keeper() {}

        public static void main(String[] args) throws Exception {
            new Drafts(Path.of(args[0]), new Disk()).open().keep(DRAFT);
            System.out.println("kept");
            Thread.sleep(Duration.ofMinutes(5));
        }
    }
}
