package dev.flowloom.main;

import java.nio.file.Path;
import java.util.List;

import dev.flowloom.files.Aside;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Json;
import dev.flowloom.panels.run.RunBar;
import dev.flowloom.panels.run.RunInput;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Offers inputs for the open flow, which are looked for in the background.
final class InputOffers {

    private final RunBar bar;
    private final Aside aside;
    private int asked;

    InputOffers(RunBar bar, Aside aside) {
        this.bar = bar;
        this.aside = aside;
    }

    /// Offers the empty input, until others are found.
    void offer(Flow flow, @Nullable Path file) {
        asked++;
        int mine = asked;
        bar.offer(List.of(new RunInput(tr("Empty"), Json.Obj.EMPTY)));
        aside.run(() -> Samples.inputs(flow, file), found -> {
            // Not those of a flow that was open before.
            if (mine == asked && !found.isEmpty()) {
                bar.offer(found);
            }
        });
    }
}
