package dev.flowloom.runtime;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.Message;
import dev.flowloom.journal.StoreException;
import dev.flowloom.model.Json;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Input;
import org.jspecify.annotations.Nullable;

/// Brings kept messages and the runs that wait for them together. A message is offered to one visit at a time, of those
/// that wait to the one that began first; it is that one's for good when the journal says so, and somebody else's when
/// that one waits for it no longer.
final class Mailroom {
    private record Address(String name, String key) {}

    /// A visit that waits for a message.
    private static final class Receiver {
        private static final Comparator<Receiver> FIRST = Comparator
                .comparing((Receiver receiver) -> receiver.awaited.since())
                .thenComparing(receiver -> receiver.awaited.run().value())
                .thenComparing(receiver -> receiver.awaited.visit());

        private final Effect.AwaitMessage awaited;
        private final Consumer<Input> answer;
        private final Consumer<RuntimeException> broken;
        private @Nullable Long offered;

        Receiver(Effect.AwaitMessage awaited, Consumer<Input> answer, Consumer<RuntimeException> broken) {
            this.awaited = awaited;
            this.answer = answer;
            this.broken = broken;
        }

        Address address() {
            return new Address(awaited.message(), awaited.key());
        }

        /// One that can't be read is nobody else's either, as long as it is kept: its turn is before what came later.
        void offer(Message.Kept kept) {
            offered = kept.number();
            try {
                answer.accept(new Input.MessageArrived(awaited.visit(), kept.number(), kept.message().at(),
                        MessageData.read(kept)));
            } catch (StoreException e) {
                broken.accept(e);
            }
        }

        boolean isTooLate(Message.Kept kept) {
            return awaited.due() != null && !kept.message().at().isBefore(awaited.due());
        }
    }

    /// Those who wait at one address, and who of them has nothing offered yet.
    private static final class Receivers {
        private final TreeSet<Receiver> open = new TreeSet<>(Receiver.FIRST);
        private final TreeSet<Long> offered = new TreeSet<>();
        /// All messages up to this number are offered, or somebody's. So each is looked at once, however many wait.
        private long passed;

        boolean isEmpty() {
            return open.isEmpty() && offered.isEmpty();
        }
    }

    private static final int LOCKS = 64;

    private final Journal journal;
    private final Map<Address, Receivers> waiting = new ConcurrentHashMap<>();
    /// Each for the addresses that fall to it: whoever has it may wait for the store.
    private final List<ReentrantLock> locks = Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    Mailroom(Journal journal) {
        this.journal = journal;
    }

    private ReentrantLock lock(Address address) {
        return locks.get(Math.floorMod(address.hashCode(), LOCKS));
    }

    /// Keeps a message until a run receives it, durably.
    ///
    /// @param data what the message holds
    Sent send(Message message, Json data) {
        return switch (Waiting.on(journal.send(message))) {
            case Appended.Durable(var number) -> {
                arrived(message.name(), message.key());
                yield new Sent(number, false, false);
            }
            case Appended.SentBefore(var earlier) -> new Sent(earlier.number(), true,
                    !earlier.message().key().equals(message.key()) || !MessageData.read(earlier).equals(data));
            case Appended.OutOfTurn _,Appended.KeyTaken _,Appended.MessageGone _,Appended.LetterGone _,Appended.LockGone _,Appended.NotOwned _ ->
                throw new IllegalStateException("a message is refused for no such reason");
        };
    }

    /// Offers a visit its message when there is one, unless the answer is run before.
    ///
    /// @param broken is told where the message that it is to have can't be read
    Runnable await(Effect.AwaitMessage awaited, Consumer<Input> answer, Consumer<RuntimeException> broken) {
        var receiver = new Receiver(awaited, answer, broken);
        var lock = lock(receiver.address());
        lock.lock();
        try {
            var receivers = waiting.computeIfAbsent(receiver.address(), _ -> new Receivers());
            receivers.open.add(receiver);
            // Where somebody else waits already there is no message.
            if (receivers.open.size() == 1) {
                match(receiver.address());
            }
        } catch (RuntimeException e) {
            leave(receiver);
            throw e;
        } finally {
            lock.unlock();
        }
        return () -> stop(receiver);
    }

    /// A message is kept under this name and key.
    void arrived(String name, String key) {
        var address = new Address(name, key);
        var lock = lock(address);
        lock.lock();
        try {
            match(address);
        } finally {
            lock.unlock();
        }
    }

    /// Messages are kept again that somebody had received.
    void lookAgain() {
        for (var address : List.copyOf(waiting.keySet())) {
            var lock = lock(address);
            lock.lock();
            try {
                var receivers = waiting.get(address);
                if (receivers != null) {
                    receivers.passed = 0;
                    match(address);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void stop(Receiver receiver) {
        var lock = lock(receiver.address());
        lock.lock();
        try {
            leave(receiver);
            if (receiver.offered != null) {
                match(receiver.address());
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Receiver receiver) {
        var receivers = waiting.get(receiver.address());
        if (receivers == null) {
            // Its message came too late for it, as it did for all others there, and they have left.
            return;
        }
        receivers.open.remove(receiver);
        if (receiver.offered != null) {
            receivers.offered.remove(receiver.offered);
            receivers.passed = Math.min(receivers.passed, receiver.offered - 1);
        }
        if (receivers.isEmpty()) {
            waiting.remove(receiver.address());
        }
    }

    /// Whoever sent something, or waits no longer, has nothing to do with it where this can't be done.
    private void match(Address address) {
        var receivers = waiting.get(address);
        if (receivers != null) {
            try {
                match(address, receivers);
            } catch (StoreException e) {
                receivers.open.forEach(receiver -> receiver.broken.accept(e));
            }
        }
    }

    private void match(Address address, Receivers receivers) {
        while (!receivers.open.isEmpty()) {
            var next = next(address, receivers);
            if (next == null) {
                return;
            }
            // What comes after that is too late for them as well.
            receivers.open.removeIf(receiver -> receiver.isTooLate(next));
            var receiver = receivers.open.pollFirst();
            if (receiver == null) {
                receivers.passed = next.number() - 1;
                return;
            }
            receivers.offered.add(next.number());
            receiver.offer(next);
        }
    }

    /// The first message that is kept and offered to nobody.
    private Message.@Nullable Kept next(Address address, Receivers receivers) {
        while (true) {
            var found = journal.messages(address.name(), address.key(), receivers.passed, 1);
            if (found.isEmpty()) {
                return null;
            }
            receivers.passed = found.getFirst().number();
            if (!receivers.offered.contains(receivers.passed)) {
                return found.getFirst();
            }
        }
    }
}
