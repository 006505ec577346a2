package dev.flowloom.main;

import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// That what stands on buttons can be read, whatever styles a button has together.
class ButtonStylesTest {
    private static final List<List<String>> STYLES = List.of(List.of(), List.of("flat"), List.of("accent"),
            List.of("accent", "flat"));

    @BeforeEach
    void startTheToolkit() throws TimeoutException {
        Fx.start();
    }

    @ParameterizedTest
    @EnumSource
    void theTextOfEachKindOfButtonReachesFourAndAHalfToOne(Theme theme) {
        for (var styles : STYLES) {
            Fx.on(() -> {
                var button = new Button("Add");
                button.getStyleClass().addAll(styles);
                var paper = new StackPane(button);
                paper.setStyle("-fx-background-color: -fl-chrome;");
                theme.dress(new Scene(paper));
                paper.applyCss();

                var ground = over(ground(button), ground(paper));
                assertThat(Contrast.of((Color) button.getTextFill(), ground)).as("%s of %s", styles, theme)
                        .isGreaterThanOrEqualTo(4.5);
            });
        }
    }

    /// What is painted last.
    private static Color ground(Region region) {
        return (Color) region.getBackground().getFills().getLast().getFill();
    }

    private static Color over(Color top, Color below) {
        return below.interpolate(Color.color(top.getRed(), top.getGreen(), top.getBlue()), top.getOpacity());
    }
}
