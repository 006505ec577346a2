package dev.flowloom.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;

import dev.flowloom.files.Disk;
import dev.flowloom.files.Settings;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.language.Language;
import dev.flowloom.language.Texts;
import dev.flowloom.runtime.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.flowloom.main.Fx.on;
import static org.assertj.core.api.Assertions.assertThat;

/// Choosing where runs are kept.
final class StoreSheetTest {
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/runs";

    @TempDir
    private Path folder = Path.of("");
    private TestWorkbench bench;
    private final CountDownLatch answering = new CountDownLatch(1);
    private boolean slow;

    StoreSheetTest() {}

    @BeforeEach
    void open() throws Exception {
        bench = TestWorkbench.in(folder, types -> new Engines(new StoreLocation.InMemory(), where -> {
            if (slow) {
                await();
            }
            return Engine.open(where, Durability.KILL_SAFE, types);
        }));
        bench.open(Samples.order());
    }

    private void await() {
        try {
            answering.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() throws Exception {
        answering.countDown();
        Texts.speak(Language.ENGLISH);
        bench.close();
    }

    private void choose(String radio, String field, String text) {
        on(() -> bench.choose("File", "Store of runs …"));
        on(() -> {
            ((RadioButton) bench.find(radio)).setSelected(true);
            ((TextField) bench.find(field)).setText(text);
            bench.fire("#store-open");
        });
    }

    private String text() {
        return ((Label) bench.find("#store-state")).getText();
    }

    private String state() {
        return Fx.from(this::text);
    }

    private Settings settings() {
        return new Settings(folder.resolve("settings.properties"), new Disk());
    }

    @Test
    void whileAStoreIsOpenedThatIsSaidAndTheWindowGoesOn() throws Exception {
        slow = true;
        choose("#store-file", "#store-path", folder.resolve("mine").toString());
        assertThat(state()).isEqualTo("Opening %s …".formatted(folder.resolve("mine")));
        assertThat(Fx.from(() -> bench.find("#store-open").isDisabled())).isTrue();
        assertThat(bench.engines().location()).isEqualTo(new StoreLocation.InMemory());
        answering.countDown();
        Fx.await(() -> bench.engines().location().equals(new StoreLocation.OnDisk(folder.resolve("mine"))));
        Fx.await(() -> !bench.window().frame().getScene().lookup(".veil").isVisible());
        assertThat(folder.resolve("mine.mv.db")).exists();
    }

    @Test
    void aServerThatDoesNotAnswerChangesNothingAndSaysWhatToDo() throws Exception {
        choose("#store-server", "#store-url", NOWHERE);
        Fx.await(() -> text().startsWith("The store %s can't be reached".formatted(NOWHERE)));
        assertThat(state()).contains("See to it that PostgreSQL runs");
        assertThat(bench.engines().location()).isEqualTo(new StoreLocation.InMemory());
        assertThat(Fx.from(() -> bench.find("#store-open").isDisabled())).isFalse();
    }

    @Test
    void whatIsWrongIsSaidInKorean() throws Exception {
        Texts.speak(Language.KOREAN);
        choose("#store-server", "#store-url", NOWHERE);
        Fx.await(() -> text().startsWith("저장소 %s에 연결할 수 없습니다".formatted(NOWHERE)));
        assertThat(state()).contains("PostgreSQL이 그곳에서 동작하고");
    }

    @Test
    void aPasswordInTheUrlIsRefused() {
        choose("#store-server", "#store-url", NOWHERE + "?user=me&password=hidden");
        assertThat(state()).startsWith("There is a password in the URL");
        choose("#store-server", "#store-url", "./somewhere");
        assertThat(state())
                .isEqualTo("This is no URL of PostgreSQL. Give one such as jdbc:postgresql://host/database.");
        choose("#store-file", "#store-path", "jdbc:nothing:x");
        assertThat(state()).contains("does not name a store");
    }

    @Test
    void theProgramBeginsWithTheStoreThatWasChosenButItsPasswordIsNotKept() throws Exception {
        var location = StoreChoice.named("jdbc:postgresql://host/db?schema=runs", "me", "hidden");
        var settings = settings();
        StoreChoice.keep(location, settings);
        settings.save();
        assertThat(Files.readString(folder.resolve("settings.properties"))).doesNotContain("hidden").contains("host");
        var again = StoreChoice.of(List.of(), settings());
        assertThat(again.location()).hasToString("jdbc:postgresql://host/db?schema=runs&user=me");
        assertThat(((StoreLocation.InPostgres) location).password()).isEqualTo(new StoreLocation.Password("hidden"));
        assertThat(((StoreLocation.InPostgres) again.location()).password()).isNull();
    }

    @Test
    void theStoreThatIsNamedAtTheStartComesFirst() {
        var mine = folder.resolve("mine").toAbsolutePath();
        var settings = settings();
        settings.put("store", "jdbc:h2:mem:");
        assertThat(StoreChoice.of(List.of("a.flow.json"), settings).location())
                .isEqualTo(new StoreLocation.InMemory());
        for (var arguments : List.of(List.of("--store", mine.toString(), "a.flow.json"),
                List.of("a.flow.json", "--store=" + mine))) {
            var choice = StoreChoice.of(arguments, settings);
            assertThat(choice.location()).isEqualTo(new StoreLocation.OnDisk(mine));
            assertThat(choice.files()).containsExactly(Path.of("a.flow.json"));
            assertThat(choice.trouble()).isNull();
        }
        var wrong = StoreChoice.of(List.of("--store", "jdbc:nothing:x"), settings);
        assertThat(wrong.location()).isEqualTo(StoreLocation.ofUser());
        assertThat(Objects.requireNonNull(wrong.trouble()).message()).contains("does not name a store");
    }
}
