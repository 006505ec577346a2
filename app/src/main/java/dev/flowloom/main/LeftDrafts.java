package dev.flowloom.main;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import dev.flowloom.files.Aside;
import dev.flowloom.files.Drafts;
import dev.flowloom.files.FileTrouble;
import dev.flowloom.files.FlowDesk;
import dev.flowloom.panels.Banners;
import dev.flowloom.panels.Banners.Action;
import org.jspecify.annotations.Nullable;

/// Offers work that earlier processes left unsaved: each draft in a banner of its own, which stays until the work is open
/// or thrown away.
final class LeftDrafts {
    private final Banners banners;
    private final FlowDesk desk;
    private final Aside aside;
    private final Consumer<FileTrouble> trouble;
    private final Set<String> busy = new HashSet<>();

    LeftDrafts(Banners banners, FlowDesk desk, Aside aside, Consumer<FileTrouble> trouble) {
        this.banners = banners;
        this.desk = desk;
        this.aside = aside;
        this.trouble = trouble;
    }

    void offer(Drafts.Left left) {
        banners.show(subject(left), Banners.Kind.INFO,
                "“%s” was not saved before Flowloom ended. Its last state is kept."
                        .formatted(left.draft().title()),
                "", Action.staying("Open it", () -> open(left)),
                Action.staying("Throw it away", () -> throwAway(left)));
    }

    private static String subject(Drafts.Left left) {
        return "draft-" + left.slot().file().getFileName();
    }

    private void open(Drafts.Left left) {
        if (busy.add(subject(left))) {
            aside.watch(desk.resume(left).whenComplete((open, _) -> ended(left, Boolean.TRUE.equals(open))));
        }
    }

    private void throwAway(Drafts.Left left) {
        if (busy.add(subject(left))) {
            aside.run(() -> drop(left), failed -> {
                ended(left, failed == null);
                if (failed != null) {
                    trouble.accept(failed);
                }
            });
        }
    }

    private static @Nullable FileTrouble drop(Drafts.Left left) {
        try {
            left.slot().drop();
            left.slot().close();
            return null;
        } catch (FileTrouble e) {
            return e;
        }
    }

    private void ended(Drafts.Left left, boolean done) {
        busy.remove(subject(left));
        if (done) {
            banners.clear(subject(left));
        }
    }
}
