package dev.flowloom.panels.run;

import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

import dev.flowloom.run.Event;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.VisitId;
import org.jspecify.annotations.Nullable;

/// What a run waits for that somebody outside can give: a fold of its events.
public final class OpenWaits {
    private final SequencedMap<VisitId, OpenWait> open = new TreeMap<>();

    /// One thing that is waited for.
    public sealed interface OpenWait {
        VisitId visit();

        /// When it is waited for no longer; null where it is for ever.
        @Nullable
        Instant due();

        record Question(VisitId visit, String who, String question, @Nullable Instant due) implements OpenWait {}

        record Message(VisitId visit, String name, String key, @Nullable Instant due) implements OpenWait {}
    }

    void clear() {
        open.clear();
    }

    public void add(Recorded recorded) {
        switch (recorded.event()) {
            case Event.ApprovalRequested(var visit, var who, var question, var due) ->
                open.put(visit, new OpenWait.Question(visit, who, question, due));
            case Event.ReceiveStarted(var visit, var name, var key, _, var due) ->
                open.put(visit, new OpenWait.Message(visit, name, key, due));
            // Whatever else happens at a visit, it waits no longer.
            case Event.OfVisit other -> open.remove(other.visit());
            case Event.Ended _ -> open.clear();
            case Event.RunStarted _,Event.OfPass _,Event.RunPaused _,Event.RunUnpaused _,Event.RunRetried _,Event.RunRestored _,Event.RunJumped _,Event.RunStopping _,Event.AlertRaised _ ->
                {
                }
        }
    }

    /// The first begun first.
    public List<OpenWait> all() {
        return List.copyOf(open.values());
    }
}
