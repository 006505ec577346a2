package dev.flowloom.panels.form;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;

import dev.flowloom.main.Fx;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

import static org.assertj.core.api.Assertions.assertThat;

/// A line for a file's path, and the button beside it.
class FileControlTest {
    private static final Json.Obj SCHEMA = Json.Obj.of("properties", Json.Obj.of("source",
            Json.Obj.of("type", Json.of("string")).with("format", Json.of("file"))));

    private final FxRobot robot = new FxRobot();
    private final List<String> askedNear = new ArrayList<>();
    private final List<String> entered = new ArrayList<>();
    private @TempDir Path folder = Path.of("");
    private @Nullable Path choice;
    private @Nullable FileControl control;

    @BeforeEach
    void openAWindow() throws Exception {
        Fx.onStage(stage -> {
            var made = new FileControl(Field.of(SCHEMA).getFirst(), null, (owner, near) -> {
                assertThat(owner).isEqualTo(stage);
                askedNear.add(String.valueOf(near));
                return choice;
            });
            made.onChange(value -> entered.add(value instanceof Json.Str(var text) ? text : "nothing"));
            stage.setScene(new Scene(new FormRow("Source", false, "", made), 360, 200));
            stage.show();
            control = made;
        });
    }

    @AfterEach
    void closeIt() throws Exception {
        Fx.closeAll();
    }

    private void show(Json value) {
        robot.interact(() -> {
            if (control != null) {
                control.show(value);
            }
        });
    }

    private void press() {
        robot.interact(() -> robot.lookup("#choose-source").<Button>query().fire());
    }

    private TextField line() {
        return robot.lookup("#field-source").query();
    }

    @Test
    void theFieldOfAFileIsALineWithAButtonThatSaysWhatItDoes() {
        assertThat(Field.of(SCHEMA).getFirst().kind()).isEqualTo(Field.Kind.FILE);
        var button = robot.lookup("#choose-source").<Button>query();
        assertThat(button.getAccessibleText()).isEqualTo("Choose a file");
        assertThat(button.getTooltip().getText()).isEqualTo("Choose a file");
    }

    @Test
    void theChosenPathIsWritten() {
        choice = folder.resolve("orders.csv");
        press();

        assertThat(line().getText()).isEqualTo(folder.resolve("orders.csv").toString());
        assertThat(entered).containsExactly(line().getText());
    }

    @Test
    void choosingNoneChangesNothing() {
        show(Json.of("before.csv"));
        press();

        assertThat(line().getText()).isEqualTo("before.csv");
        assertThat(entered).isEmpty();
    }

    @Test
    void choosingBeginsInTheFoldersOfTheFileThatStandsThere() {
        show(Json.of(folder.resolve("gone.csv").toString()));
        press();
        show(Json.of(folder.resolve("no/such/folder.csv").toString()));
        press();
        show(Json.of("\0"));
        press();

        assertThat(askedNear).containsExactly(folder.toString(), "null", "null");
    }

    @Test
    void whatIsTypedIsTakenAsItIs() {
        robot.interact(() -> line().setText("{{ input.file }}"));

        assertThat(entered).containsExactly("{{ input.file }}");
    }
}
