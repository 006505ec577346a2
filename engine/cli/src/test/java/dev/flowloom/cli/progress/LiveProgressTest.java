package dev.flowloom.cli.progress;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveProgressTest {
    @Test
    void whatIsLeftOnTheScreenIsTheTableAsItStandsAtTheEnd() {
        var events = new Events().started().entered(1, Events.RESERVE).attempt(1, 1).done(1).entered(2, Events.CHARGE)
                .attempt(2, 1).with(new Event.NodeFailed(Events.visit(2), Events.declined(), null));

        assertThat(screen(events, 60)).containsExactly("Run r1 of Order", "  ✓ Reserve stock  done  200 ms",
                "  ✗ charge         failed  200 ms  The card was declined. …");
    }

    @Test
    void longRunsKeepToTheSameRoom() {
        var events = new Events().started();
        for (int visit = 1; visit <= 40; visit++) {
            events.entered(visit, Events.RESERVE).done(visit);
        }
        events.with(new Event.RunCompleted(Json.NULL));

        assertThat(screen(events, 60)).hasSize(18).startsWith("Run r1 of Order", "  … 25 before")
                .endsWith("Completed in 8.1 s.");
    }

    private static List<String> screen(Events events, int columns) {
        var out = new ByteArrayOutputStream();
        var terminal = new PrintStream(out, true, StandardCharsets.UTF_8);
        try (var progress = Progress.live(Events.flow(), terminal, columns, false, InstantSource.system())) {
            events.all().forEach(progress::on);
        }
        return shown(out.toString(StandardCharsets.UTF_8));
    }

    /// What a terminal shows: moves up and clears are carried out.
    private static List<String> shown(String written) {
        var lines = new ArrayList<String>();
        var up = Pattern.compile("\r\u001B\\[(\\d+)A\u001B\\[J");
        var rest = written;
        for (var matcher = up.matcher(rest); matcher.find(); matcher = up.matcher(rest)) {
            rest.substring(0, matcher.start()).lines().forEach(lines::add);
            var kept = lines.subList(0, lines.size() - Integer.parseInt(matcher.group(1)));
            lines = new ArrayList<>(kept);
            rest = rest.substring(matcher.end());
        }
        rest.lines().forEach(lines::add);
        return lines;
    }
}
