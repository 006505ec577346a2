package dev.flowloom.panels.run;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

import dev.flowloom.main.Fx;
import dev.flowloom.panels.run.OpenWaits.OpenWait;
import dev.flowloom.run.VisitId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a run waits for, be it much.
class WaitsBarTest {
    private final WaitsBar bar = make();

    private static WaitsBar make() {
        return Fx.make(() -> new WaitsBar(visit -> "node of " + visit, false));
    }

    @BeforeEach
    void show() throws Exception {
        Fx.onStage(stage -> {
            stage.setScene(new Scene(bar, 600, 400));
            stage.show();
        });
    }

    @AfterEach
    void close() throws Exception {
        Fx.closeAll();
    }

    private static List<OpenWait> questions(int from, int to) {
        return IntStream.range(from, to)
                .<OpenWait>mapToObj(number -> new OpenWait.Question(new VisitId(number), "Kim", "Pay?", null)).toList();
    }

    private int rows() {
        return bar.lookupAll("#approve").size();
    }

    @Test
    void ofManyQuestionsTheFirstAreShownAndTheOthersCounted() {
        Fx.on(() -> bar.show(questions(1, 50_001)));

        assertThat(rows()).isEqualTo(WaitRows.MOST);
        assertThat(((Label) bar.lookup("#waits-others")).getText()).startsWith("It waits for 49,970 more.");
    }

    @Test
    void othersComeUpAsTheFirstAreAnsweredAndWhatIsBeingTypedStays() {
        Fx.on(() -> bar.show(questions(1, WaitRows.MOST + 2)));
        var typed = bar.lookupAll("#comment").stream().map(TextField.class::cast).toList().getLast();
        Fx.on(() -> typed.setText("not yet"));
        Fx.on(() -> bar.show(questions(2, WaitRows.MOST + 2)));

        assertThat(rows()).isEqualTo(WaitRows.MOST);
        assertThat(bar.lookup("#waits-others")).isNull();
        assertThat(bar.lookupAll("#comment")).contains(typed);
        assertThat(typed.getText()).isEqualTo("not yet");
    }
}
