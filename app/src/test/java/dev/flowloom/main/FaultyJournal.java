package dev.flowloom.main;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.EventCodec;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.json.EventJson;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.run.Event;
import org.jspecify.annotations.Nullable;

/// A journal in memory that takes some appends, and then has no room for more, or loses its place. What it took is
/// still there when it is opened again.
final class FaultyJournal implements InvocationHandler {
    private final Journal kept;
    private final Fault fault;
    private final AtomicInteger appendsLeft;

    /// What an append meets when no more are taken.
    enum Fault { NO_ROOM, OUT_OF_TURN }

    /// What several journals, opened one after the other, keep their events in.
    static Journal memory() {
        return Stores.open(new StoreLocation.InMemory(), Durability.POWER_SAFE, new EventCodec() {
            @Override
            public String write(List<Event> events) {
                return EventJson.write(events);
            }

            @Override
            public List<Event> read(String text) {
                return EventJson.read(text);
            }

            @Override
            public String text(Json data) {
                return JsonText.compact(data);
            }
        });
    }

    private FaultyJournal(Journal kept, Fault fault, int appends) {
        this.kept = kept;
        this.fault = fault;
        this.appendsLeft = new AtomicInteger(appends);
    }

    static Journal of(Journal kept, Fault fault, int appends) {
        return (Journal) Proxy.newProxyInstance(Journal.class.getClassLoader(), new Class<?>[]{Journal.class},
                new FaultyJournal(kept, fault, appends));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        // What is kept is gone on with by the next one.
        if (method.getName().equals("close") || method.getName().equals("giveUp")) {
            return null;
        }
        if (method.getName().equals("append") && appendsLeft.getAndDecrement() <= 0) {
            return switch (fault) {
                case NO_ROOM -> CompletableFuture.failedFuture(full());
                case OUT_OF_TURN -> CompletableFuture.completedFuture(new Appended.OutOfTurn(1));
            };
        }
        if (fault == Fault.NO_ROOM && appendsLeft.get() < 0) {
            throw full();
        }
        try {
            return method.invoke(kept, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static StoreException full() {
        return new StoreException(StoreException.Kind.DISK_FULL, "There is no room left.", "Make room.");
    }
}
