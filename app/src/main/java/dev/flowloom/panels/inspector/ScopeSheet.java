package dev.flowloom.panels.inspector;

import java.time.Duration;

import dev.flowloom.assist.Seen.Place;
import dev.flowloom.model.Json;
import dev.flowloom.model.Lock;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.Tiles;
import dev.flowloom.panels.form.Controls;
import dev.flowloom.panels.form.Durations;
import dev.flowloom.panels.form.FormRow;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A scope: how long it may take, and the lock that it holds.
final class ScopeSheet extends NodeSheet<Node.Scope> {
    private static final Lock FIRST = new Lock("", Lock.USUAL_LEASE, null);

    private final FormRow lease;
    private final FormRow patience;

    ScopeSheet(Assistance assistance, NodeId id) {
        super(assistance, id, Node.Scope.class);
        addHeader(Tiles.of(node()), tr("Scope"), tr("A part that succeeds, fails and is compensated as one."));
        addName();
        addTimeout(this, tr("If it takes longer, it is undone and fails with scope.timeout. Empty: none."),
                () -> node().timeout(), duration -> change("timeout", scope -> scope.withTimeout(duration)));
        var lock = addRow(tr("Lock"),
                tr("Of all scopes that hold a lock of one name, in whatever runs, one goes on at a time. Empty: none."),
                Controls.prose("lock", "card {{ input.card }}", insight(Place.ARRIVED)),
                () -> node().lock() == null ? null : textOrNull(node().lock().name()), this::enterName);
        patience = addRow(tr("Waits at most"),
                tr("Where the lock isn't free by then, the scope fails with lock.timeout."),
                Controls.duration("lock-wait", tr("as long as it takes")), () -> print(lock().patience()),
                value -> enterTime(value, "wait", time -> new Lock(lock().name(), lock().lease(), time)));
        lease = addRow(tr("Lease"), tr("How long the lock stays with a run that nobody goes on with."),
                Controls.duration("lock-lease", "5 min"), () -> lock().lease().equals(Lock.USUAL_LEASE)
                        ? null
                        : print(lock().lease()),
                value -> enterTime(value, "lease", time -> new Lock(lock().name(),
                        time == null ? Lock.USUAL_LEASE : time, lock().patience())));
        onRefresh(() -> {
            show(lease, node().lock() != null);
            show(patience, node().lock() != null);
            lock.showProblem(problemsAt("lock", "name"));
        });
    }

    private Lock lock() {
        var lock = node().lock();
        return lock == null ? FIRST : lock;
    }

    private void enterName(@Nullable Json value) {
        change("lock", scope -> scope.withLock(text(value).isBlank()
                ? null
                : new Lock(text(value), lock().lease(), lock().patience())));
    }

    private interface Change {
        Lock of(@Nullable Duration time);
    }

    private void enterTime(@Nullable Json value, String field, Change change) {
        var time = Durations.parse(text(value));
        if (value != null && time == null) {
            setRefusal(tr("A time is a duration such as 30 s or 2 min."));
        } else {
            change("lock-" + field, scope -> scope.withLock(change.of(time)));
        }
    }

    private static @Nullable Json print(@Nullable Duration duration) {
        return duration == null ? null : Json.of(duration.toString());
    }

    private static void show(FormRow row, boolean shown) {
        row.setVisible(shown);
        row.setManaged(shown);
    }
}
