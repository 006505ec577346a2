package dev.flowloom.model;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// A thing a token can arrive at. `name` is for people and may be empty. `extras` keeps, in their place, the fields
/// this version does not know, so that they survive a round trip; a nested unknown field stands under the names of
/// the objects that hold it.
public sealed interface Node {
    NodeId id();

    String name();

    /// What people call it: its name, or its id where it has none.
    default String title() {
        return name().isBlank() ? id().value() : name();
    }

    Json.Obj extras();

    /// The branches by which ordinary wires leave it, in order; none where they leave it as a whole.
    default List<String> branchIds() {
        return List.of();
    }

    /// Whether expressions see what it gave, as `steps.ID`.
    default boolean givesOutput() {
        return false;
    }

    Node withName(String name);

    /// The same node under another id.
    Node withId(NodeId id);

    /// What does work: others see its output, its errors leave it by error wires, and what it did can be undone.
    sealed interface Activity extends Node {
        @Override
        default boolean givesOutput() {
            return true;
        }
    }

    /// Calls something outside of the flow. `input`, a template, makes what that sees of the data; `output`, a template, what
    /// the node gives of the `result`.
    sealed interface Invocation extends Activity {
        @Nullable
        Json input();

        @Nullable
        Json output();

        Invocation withInput(@Nullable Json input);

        Invocation withOutput(@Nullable Json output);
    }

    /// Where a run begins. A graph has one.
    record Start(NodeId id, String name, Json.Obj extras) implements Node {
        @Override
        public Start withName(String name) {
            return new Start(id, name, extras);
        }

        @Override
        public Start withId(NodeId id) {
            return new Start(id, name, extras);
        }
    }

    /// Where a token ends.
    record End(NodeId id, String name, Outcome outcome, Json.Obj extras) implements Node {
        @Override
        public End withName(String name) {
            return new End(id, name, outcome, extras);
        }

        @Override
        public End withId(NodeId id) {
            return new End(id, name, outcome, extras);
        }
    }

    /// What reaching an [End] means for the graph that holds it.
    sealed interface Outcome {
        /// The token is done. `output`, a template, makes the graph's output; without it the arriving data is it.
        record Completed(@Nullable Json output) implements Outcome {}

        /// The graph fails with this error. `message` may hold templates.
        record Failed(String code, String message) implements Outcome {
            public Failed {
                if (code.isBlank()) {
                    throw new Impossible(Sentence.of("an error needs a code"));
                }
            }
        }
    }

    /// Work done by a step type. `input`, a template, makes the data that the settings see; `output`, a template,
    /// makes the step's output from its `result`. Without a `retry` the default policy holds, without a `timeout`
    /// an attempt may take for ever. `resource` names what of the flow's resources it uses. One that is `disabled` is
    /// passed by: its data go on as they came.
    record Step(NodeId id, String name, String type, Json.Obj settings, @Nullable Json input, @Nullable Json output,
            @Nullable Retry retry, @Nullable Duration timeout, @Nullable String resource, boolean disabled,
            Json.Obj extras)
            implements
                Invocation {
        public Step {
            Timeouts.require(timeout);
        }

        /// A step with nothing set but its type.
        public static Step of(NodeId id, String name, String type) {
            return new Step(id, name, type, Json.Obj.EMPTY, null, null, null, null, null, false, Json.Obj.EMPTY);
        }

        @Override
        public Step withName(String name) {
            return new Step(id, name, type, settings, input, output, retry, timeout, resource, disabled, extras);
        }

        @Override
        public Step withId(NodeId id) {
            return new Step(id, name, type, settings, input, output, retry, timeout, resource, disabled, extras);
        }

        /// Of another type, with the settings that it has then.
        public Step withType(String type, Json.Obj settings) {
            return new Step(id, name, type, settings, input, output, retry, timeout, resource, disabled, extras);
        }

        public Step withSettings(Json.Obj settings) {
            return new Step(id, name, type, settings, input, output, retry, timeout, resource, disabled, extras);
        }

        @Override
        public Step withInput(@Nullable Json input) {
            return new Step(id, name, type, settings, input, output, retry, timeout, resource, disabled, extras);
        }

        @Override
        public Step withOutput(@Nullable Json output) {
            return new Step(id, name, type, settings, input, output, retry, timeout, resource, disabled, extras);
        }

        public Step withRetry(@Nullable Retry retry) {
            return new Step(id, name, type, settings, input, output, retry, timeout, resource, disabled, extras);
        }

        public Step withTimeout(@Nullable Duration timeout) {
            return new Step(id, name, type, settings, input, output, retry, timeout, resource, disabled, extras);
        }

        public Step withResource(@Nullable String resource) {
            return new Step(id, name, type, settings, input, output, retry, timeout, resource, disabled, extras);
        }

        public Step withDisabled(boolean disabled) {
            return new Step(id, name, type, settings, input, output, retry, timeout, resource, disabled, extras);
        }

        public Retry retryOrDefault() {
            return retry == null ? Retry.DEFAULT : retry;
        }
    }

    /// Has another flow run, and waits for its end. `input`, a template, makes that run's input, which without is what
    /// arrived; `output`, a template, makes what it gives from the run's output, the `result`.
    record SubFlow(NodeId id, String name, FlowReference flow, @Nullable Json input, @Nullable Json output,
            Json.Obj extras)
            implements
                Invocation {
        @Override
        public SubFlow withName(String name) {
            return new SubFlow(id, name, flow, input, output, extras);
        }

        @Override
        public SubFlow withId(NodeId id) {
            return new SubFlow(id, name, flow, input, output, extras);
        }

        public SubFlow withFlow(FlowReference flow) {
            return new SubFlow(id, name, flow, input, output, extras);
        }

        @Override
        public SubFlow withInput(@Nullable Json input) {
            return new SubFlow(id, name, flow, input, output, extras);
        }

        @Override
        public SubFlow withOutput(@Nullable Json output) {
            return new SubFlow(id, name, flow, input, output, extras);
        }
    }

    /// Sends the token along the first branch whose expression is true, else along "otherwise".
    record Condition(NodeId id, String name, List<Branch> branches, Json.Obj extras) implements Node {
        public Condition {
            branches = List.copyOf(branches);
        }

        @Override
        public List<String> branchIds() {
            return Stream.concat(branches.stream().map(Branch::id), Stream.of(Branch.OTHERWISE)).toList();
        }

        @Override
        public Condition withName(String name) {
            return new Condition(id, name, branches, extras);
        }

        @Override
        public Condition withId(NodeId id) {
            return new Condition(id, name, branches, extras);
        }
    }

    /// Sends a token along every outgoing wire.
    record Fork(NodeId id, String name, Json.Obj extras) implements Node {
        @Override
        public Fork withName(String name) {
            return new Fork(id, name, extras);
        }

        @Override
        public Fork withId(NodeId id) {
            return new Fork(id, name, extras);
        }
    }

    /// Waits for tokens of one fork and goes on with one.
    record Join(NodeId id, String name, JoinRule rule, Json.Obj extras) implements Node {
        @Override
        public Join withName(String name) {
            return new Join(id, name, rule, extras);
        }

        @Override
        public Join withId(NodeId id) {
            return new Join(id, name, rule, extras);
        }
    }

    /// Holds the token for a time, or until a moment.
    record Wait(NodeId id, String name, Delay delay, Json.Obj extras) implements Node {
        /// For a time.
        public Wait(NodeId id, String name, String duration, Json.Obj extras) {
            this(id, name, new Delay.For(duration), extras);
        }

        @Override
        public Wait withName(String name) {
            return new Wait(id, name, delay, extras);
        }

        @Override
        public Wait withId(NodeId id) {
            return new Wait(id, name, delay, extras);
        }

        public Wait withDelay(Delay delay) {
            return new Wait(id, name, delay, extras);
        }
    }

    /// How long a [Wait] lasts.
    sealed interface Delay {
        /// The template.
        String text();

        /// An ISO-8601 duration, or a template that makes one.
        record For(String text) implements Delay {
            /// Whether it is a duration after which no moment comes that can be written down.
            public static boolean isTooLong(String text) {
                try {
                    var duration = Duration.parse(text);
                    return duration.compareTo(Duration.between(Instant.EPOCH, Instant.MAX)) > 0;
                } catch (DateTimeParseException e) {
                    // A text that is written otherwise is refused without one.
                    return e.getCause() != null;
                }
            }
        }

        /// An ISO-8601 moment with its offset from UTC, or a template that makes one.
        record Until(String text) implements Delay {}
    }

    /// Holds the token until a message comes, and lets it go with what the message brought. `message`, a template, names
    /// the message; `key`, a template, says which of those is meant, and without it is the run's id. Without a `timeout`
    /// it waits for ever.
    record Receive(NodeId id, String name, String message, @Nullable String key, @Nullable Duration timeout,
            Json.Obj extras) implements Node {
        /// Of a message's name, and of its key, in characters.
        public static final int LONGEST_NAME = 1_000;

        public Receive {
            Timeouts.require(timeout);
        }

        @Override
        public boolean givesOutput() {
            return true;
        }

        @Override
        public Receive withName(String name) {
            return new Receive(id, name, message, key, timeout, extras);
        }

        @Override
        public Receive withId(NodeId id) {
            return new Receive(id, name, message, key, timeout, extras);
        }

        public Receive withMessage(String message) {
            return new Receive(id, name, message, key, timeout, extras);
        }

        public Receive withKey(@Nullable String key) {
            return new Receive(id, name, message, key, timeout, extras);
        }

        public Receive withTimeout(@Nullable Duration timeout) {
            return new Receive(id, name, message, key, timeout, extras);
        }
    }

    /// Holds the token until a person says yes or no to the `question`, a template, and sends it along that branch. `who`, a
    /// template, says who is asked, for people to read; it may be empty. Without a `timeout` it waits for ever.
    record Approval(NodeId id, String name, String question, String who, @Nullable Duration timeout, Json.Obj extras)
            implements
                Node {
        public static final String APPROVED = "approved";
        public static final String REJECTED = "rejected";

        public Approval {
            Timeouts.require(timeout);
        }

        @Override
        public List<String> branchIds() {
            return List.of(APPROVED, REJECTED);
        }

        @Override
        public boolean givesOutput() {
            return true;
        }

        @Override
        public Approval withName(String name) {
            return new Approval(id, name, question, who, timeout, extras);
        }

        @Override
        public Approval withId(NodeId id) {
            return new Approval(id, name, question, who, timeout, extras);
        }

        public Approval withQuestion(String question) {
            return new Approval(id, name, question, who, timeout, extras);
        }

        public Approval withWho(String who) {
            return new Approval(id, name, question, who, timeout, extras);
        }

        public Approval withTimeout(@Nullable Duration timeout) {
            return new Approval(id, name, question, who, timeout, extras);
        }
    }

    /// A node that others stand in, as a graph of their own: see [Graph#parent(NodeId)].
    sealed interface Container extends Activity {}

    /// A part that succeeds, fails and is compensated as one. Without a `timeout` it may take for ever; `lock` is what it
    /// holds while it runs, if anything.
    record Scope(NodeId id, String name, @Nullable Duration timeout, @Nullable Lock lock, Json.Obj extras)
            implements
                Container {
        public Scope {
            Timeouts.require(timeout);
        }

        public Scope(NodeId id, String name, Json.Obj extras) {
            this(id, name, null, null, extras);
        }

        @Override
        public Scope withName(String name) {
            return new Scope(id, name, timeout, lock, extras);
        }

        @Override
        public Scope withId(NodeId id) {
            return new Scope(id, name, timeout, lock, extras);
        }

        public Scope withTimeout(@Nullable Duration timeout) {
            return new Scope(id, name, timeout, lock, extras);
        }

        public Scope withLock(@Nullable Lock lock) {
            return new Scope(id, name, timeout, lock, extras);
        }
    }

    /// A part done several times.
    record Loop(NodeId id, String name, Repeat repeat, Json.Obj extras) implements Container {
        @Override
        public Loop withName(String name) {
            return new Loop(id, name, repeat, extras);
        }

        @Override
        public Loop withId(NodeId id) {
            return new Loop(id, name, repeat, extras);
        }

        public Loop withRepeat(Repeat repeat) {
            return new Loop(id, name, repeat, extras);
        }
    }

    /// How a [Loop] repeats.
    sealed interface Repeat {
        /// Once for each item, or for each `batch` of them, so many times at once.
        ///
        /// @param onError what becomes of the loop where it fails for an item
        record ForEach(Items items, int batch, int concurrency, ItemErrors onError) implements Repeat {
            public static final int LARGEST = 100_000;

            /// What becomes of a loop over items where one fails. What was done for that item is undone in any case.
            public enum ItemErrors {
                /// The loop fails.
                STOP,
                /// The others are done, the loop gives nothing for that one, and it becomes a dead letter.
                CONTINUE,
                /// As [#CONTINUE], and the loop gives its results and its errors.
                COLLECT
            }

            public ForEach(String items, int concurrency) {
                this(items, concurrency, ItemErrors.STOP);
            }

            public ForEach(String items, int concurrency, ItemErrors onError) {
                this(new Items.Listed(items), 1, concurrency, onError);
            }

            public ForEach withItems(Items next) {
                return new ForEach(next, batch, concurrency, onError);
            }

            public ForEach withBatch(int next) {
                return new ForEach(items, next, concurrency, onError);
            }

            public ForEach withConcurrency(int next) {
                return new ForEach(items, batch, next, onError);
            }

            public ForEach withOnError(ItemErrors next) {
                return new ForEach(items, batch, concurrency, next);
            }

            public ForEach {
                if (concurrency < 1 || concurrency > LARGEST) {
                    throw new Impossible(
                            Sentence.of("concurrency must be from 1 to %d, and is %d", LARGEST, concurrency));
                }
                if (batch < 1 || batch > LARGEST) {
                    throw new Impossible(Sentence.of("batch must be from 1 to %d, and is %d", LARGEST, batch));
                }
            }
        }

        /// As long as the expression is true, at most `limit` times.
        record While(String condition, int limit) implements Repeat {
            public While {
                requireLimit(limit);
            }
        }

        /// Once, and again until the expression is true of what the latest time gave, at most `limit` times.
        record Until(String condition, int limit) implements Repeat {
            public Until {
                requireLimit(limit);
            }
        }

        private static void requireLimit(int limit) {
            if (limit < 1) {
                throw new Impossible(Sentence.of("the limit must be at least 1: %d", limit));
            }
        }
    }

    /// A node of a kind this version does not know, from a newer version: kept whole in `extras`, drawn, not run.
    record Foreign(NodeId id, String name, String kind, Json.Obj extras) implements Node {
        @Override
        public Foreign withName(String name) {
            return new Foreign(id, name, kind, extras);
        }

        @Override
        public Foreign withId(NodeId id) {
            return new Foreign(id, name, kind, extras);
        }
    }
}
