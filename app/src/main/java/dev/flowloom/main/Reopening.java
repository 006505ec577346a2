package dev.flowloom.main;

import java.util.List;
import java.util.Objects;

import dev.flowloom.document.Selection;
import dev.flowloom.files.Session;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// What is open in a window, for another one that takes its place.
///
/// @param session which flows, with what of their work isn't saved
/// @param pages the same flows, in the same order
record Reopening(Session session, List<Page> pages) {

    /// An open flow.
    ///
    /// @param diagram what it holds; null where that is in a file or a draft
    /// @param run null where none is shown
    /// @param front whether it is looked at
    private record Page(Session.Place place, @Nullable Diagram diagram, Selection selection, @Nullable Run run,
            boolean front) {}

    /// A run that is shown.
    ///
    /// @param flow as it was when that began
    private record Run(RunId id, Flow flow) {}

    static Reopening of(OpenFlows flows) {
        return new Reopening(flows.session(),
                flows.all().stream().filter(page -> !page.isUntouched())
                        .map(page -> of(page, page.equals(flows.front())))
                        .toList());
    }

    private static Page of(FlowPage page, boolean front) {
        var shown = page.running().shown();
        boolean isKept = page.desk().file() != null || page.desk().isChanged();
        return new Page(page.desk().place(), isKept ? null : page.editor().diagram(), page.editor().selection(),
                shown == null ? null : new Run(shown.id(), shown.history().flow()), front);
    }

    /// When the flows are open again: has them as they were.
    void finish(OpenFlows flows) {
        FlowPage front = null;
        for (var kept : pages) {
            var there = flows.all().stream().filter(page -> isSame(page.desk().place(), kept.place)).findFirst();
            var page = there.isEmpty() && kept.diagram != null ? flows.add(kept.diagram) : there.orElse(null);
            if (page != null) {
                finish(page, kept);
                front = kept.front ? page : front;
            }
        }
        // Whatever was added came to the front.
        if (front != null) {
            flows.select(front);
        }
    }

    private static void finish(FlowPage page, Page kept) {
        page.wasNotAway();
        page.editor().select(kept.selection);
        if (kept.run != null) {
            page.goOnShowing(kept.run.id, kept.run.flow);
        }
    }

    private static boolean isSame(Session.Place one, Session.Place other) {
        return one.draft().equals(other.draft()) || (one.file() != null && Objects.equals(one.file(), other.file()));
    }
}
