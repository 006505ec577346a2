package dev.flowloom.main;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import dev.flowloom.json.DefinitionHash;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
import dev.flowloom.run.RunId;

import static dev.flowloom.language.Texts.tr;

/// Shows a run of the store on the drawing of its flow: one that is open, or whose file stands beside one that is.
final class RunFinder {
    private final OpenFlows flows;
    private final Services services;

    RunFinder(OpenFlows flows, Services services) {
        this.flows = flows;
        this.services = services;
    }

    /// @param flow as the run is pinned to it
    /// @param refused is told why it can't be shown
    void show(RunId run, Flow flow, Consumer<String> refused) {
        var open = flows.all();
        var same = open.stream().filter(page -> isOf(page, flow)).findFirst();
        if (same.isPresent()) {
            show(run, same.get());
        } else if (open.stream().anyMatch(page -> page.editor().diagram().flow().id().equals(flow.id()))) {
            refused.accept(changed(flow, run));
        } else {
            services.aside().run(() -> fileOf(open, flow), file -> file.ifPresentOrElse(
                    path -> open(path, run, flow, refused), () -> refused.accept(missing(flow))),
                    bug -> refused.accept(String.valueOf(bug.getMessage())));
        }
    }

    private static boolean isOf(FlowPage page, Flow flow) {
        var drawn = page.editor().diagram().flow();
        return drawn.id().equals(flow.id()) && DefinitionHash.of(drawn).equals(DefinitionHash.of(flow));
    }

    private void show(RunId run, FlowPage page) {
        flows.select(page);
        page.showRun(run);
    }

    private static Optional<Path> fileOf(List<FlowPage> open, Flow flow) {
        var reference = new FlowReference(flow.id(), null);
        return open.stream().map(page -> page.fileBeside(reference)).filter(Objects::nonNull).findFirst();
    }

    private void open(Path path, RunId run, Flow flow, Consumer<String> refused) {
        flows.openBeside(path, page -> {
            if (isOf(page, flow)) {
                page.showRun(run);
            } else {
                refused.accept(changed(flow, run));
            }
        });
    }

    private static String changed(Flow flow, RunId run) {
        return tr("“%s” was changed since, so that the run can’t be shown on it. “flowloom show %s” tells of it.",
                Engines.nameOf(flow), run);
    }

    private static String missing(Flow flow) {
        return tr("The flow “%s” isn’t open, nor beside one that is. Open its file, and ask again.",
                Engines.nameOf(flow));
    }
}
