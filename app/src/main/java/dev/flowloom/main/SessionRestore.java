package dev.flowloom.main;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import dev.flowloom.files.Drafts;
import dev.flowloom.files.FileTrouble;
import dev.flowloom.files.Session;
import dev.flowloom.files.Session.Comeback;
import dev.flowloom.panels.Banners;
import org.jspecify.annotations.Nullable;

/// Brings back what was open when Flowloom ended, however it ended, and from then on keeps what is open.
final class SessionRestore {
    private final Services services;
    private final OpenFlows flows;
    /// What can't be opened is told when all is there.
    private final Banners complaints = new Banners();
    private int number;
    private boolean keeping;
    private @Nullable Session kept;

    SessionRestore(Services services, OpenFlows flows) {
        this.services = services;
        this.flows = flows;
    }

    /// @param session null at the very first start
    private record Found(@Nullable Session session, List<Drafts.Left> left) {}

    /// Opens what was open, with the work that wasn't saved; then these files, of which the last is looked at. At the very
    /// first start the sample.
    CompletionStage<Boolean> begin(List<Path> files) {
        var aside = services.aside();
        return aside.watch(aside.ask(() -> new Found(services.session().read(), services.drafts().left()))
                .thenCompose(found -> open(found, files)));
    }

    /// Opens what was open in a window that this one takes the place of.
    CompletionStage<Boolean> begin(Session session) {
        var aside = services.aside();
        return aside.watch(aside.ask(() -> new Found(session, services.drafts().left()))
                .thenCompose(found -> open(found, List.of())));
    }

    private CompletionStage<Boolean> open(Found found, List<Path> files) {
        var session = found.session == null ? Session.NONE : found.session;
        var back = session.comebacks(found.left);
        CompletionStage<Boolean> end = CompletableFuture.completedStage(true);
        for (var one : back.all()) {
            end = then(end, () -> open(one).thenApply(page -> {
                if (one.equals(back.selected())) {
                    page.ifPresent(flows::select);
                }
                return true;
            }));
        }
        for (var file : files) {
            end = then(end, () -> flows.bring(file, () -> complaints, about()).thenApply(page -> {
                page.ifPresent(flows::select);
                return true;
            }));
        }
        boolean isFirst = found.session == null && back.all().isEmpty() && files.isEmpty();
        return (isFirst ? then(end, this::openSample) : end).thenApply(_ -> {
            complaints.handTo(flows.front().banners(), "");
            keeping = true;
            keep();
            return true;
        });
    }

    /// One that fails by a bug doesn't stop the others.
    private CompletionStage<Boolean> then(CompletionStage<Boolean> before, Supplier<CompletionStage<Boolean>> next) {
        return before.thenCompose(_ -> services.aside().watch(next.get()).exceptionally(_ -> false));
    }

    private CompletionStage<Optional<FlowPage>> open(Comeback one) {
        var left = one.left();
        return left == null
                ? file(one.file())
                : flows.bring(left, () -> complaints, about()).thenCompose(page -> page.isPresent()
                        ? CompletableFuture.completedStage(page)
                        : file(one.file()));
    }

    private CompletionStage<Optional<FlowPage>> file(@Nullable Path file) {
        return file == null
                ? CompletableFuture.completedStage(Optional.empty())
                : flows.bring(file, () -> complaints, about());
    }

    private String about() {
        return ++number + "-";
    }

    private CompletionStage<Boolean> openSample() {
        var file = Samples.orderFile();
        if (file != null) {
            return flows.open(file);
        }
        flows.add(Samples.order());
        return CompletableFuture.completedStage(true);
    }

    /// Keeps what is open, if it isn't what was kept last.
    void keep() {
        if (!keeping) {
            return;
        }
        var session = flows.session();
        if (!session.equals(kept)) {
            kept = session;
            services.draftWriter().execute(() -> write(session));
        }
    }

    private void write(Session session) {
        try {
            services.session().keep(session);
        } catch (FileTrouble trouble) {
            services.fx().execute(() -> flows.front().trouble(trouble));
        }
    }

    /// What is open now stays kept, while all of it is closed.
    void end() {
        keep();
        keeping = false;
    }
}
