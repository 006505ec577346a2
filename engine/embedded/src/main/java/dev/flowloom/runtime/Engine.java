package dev.flowloom.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.flowloom.input.UnfitInputException;
import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Durability;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.Message;
import dev.flowloom.journal.RunSummary;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.Json;
import dev.flowloom.model.JsonLimit;
import dev.flowloom.model.NodeId;
import dev.flowloom.resource.ResourceState;
import dev.flowloom.run.Effect;
import dev.flowloom.run.Event;
import dev.flowloom.run.Input;
import dev.flowloom.run.Recorded;
import dev.flowloom.run.RetryPlan;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// Runs flows durably in this process. What it says has happened outlives the process; what was under way when that
/// ended is gone on with by [#resume()].
///
/// May be used from any thread. Once the store has failed, every method throws what it failed with.
public final class Engine implements AutoCloseable {
    private final Journal journal;
    private final EngineSettings settings;
    private final Programs programs;
    private final Histories histories;
    private final Feeds feeds;
    private final Mailroom mailroom;
    private final LiveRuns runs;
    private final Repairs repairs;
    private final Ends ends;
    private final Starts starts;
    private final Restarts restarts;
    private final Upkeep upkeep;
    private final Claims claims;
    /// Null where no other process has the store.
    private final @Nullable Coordination others;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// An engine on a journal, which it closes in the end, also where it can't be made. The step types stay open.
    public Engine(Journal journal, StepTypes types, EngineSettings settings) {
        this.journal = journal;
        this.settings = settings;
        this.programs = new Programs(journal);
        this.histories = new Histories(journal, programs);
        this.feeds = new Feeds(journal);
        this.mailroom = new Mailroom(journal);
        this.claims = new Claims(journal.sharing());
        this.upkeep = new Upkeep(journal, settings.clock());
        this.runs = new LiveRuns(journal, types, settings, feeds, mailroom, new Calls(this), claims, upkeep);
        this.repairs = new Repairs(journal, histories, runs, mailroom, claims, settings.clock());
        this.ends = new Ends(histories, runs);
        this.starts = new Starts(journal, settings, programs, histories, feeds, runs);
        this.restarts = new Restarts(journal, programs, histories, runs, new JsonLimit(settings.largestResult()),
                this::requireOpen);
        this.others = claims.sharing() == null
                ? null
                : new Coordination(claims.sharing(), runs, feeds, mailroom, new ForOthers());
        try {
            runs.start();
            if (others != null) {
                others.start();
            }
        } catch (RuntimeException | Error e) {
            closeFor(e);
            throw e;
        }
    }

    private void closeFor(Throwable reason) {
        try {
            close();
        } catch (StoreException e) {
            reason.addSuppressed(e);
        }
    }

    private final class ForOthers implements Coordination.Host {
        @Override
        public boolean ask(RunId run, Input request) {
            return request instanceof Input.JumpRequested jump
                    ? restarts.jump(run, jump)
                    : Engine.this.askHere(run, request);
        }

        @Override
        public void resume(RunId run) {
            Engine.this.resume(run);
        }

        @Override
        public void lookAt(RunId run) {
            ends.lookAt(run);
        }
    }

    /// An engine on the store at a location. Nothing is gone on with until [#resume()].
    ///
    /// @throws StoreException when the store can't be opened
    public static Engine open(StoreLocation location, Durability durability, StepTypes types) {
        return open(location, durability, types, EngineSettings.DEFAULT);
    }

    /// As [#open(StoreLocation, Durability, StepTypes)], with settings.
    public static Engine open(StoreLocation location, Durability durability, StepTypes types,
            EngineSettings settings) {
        return new Engine(Stores.open(location, durability, new EventJsonCodec()), types, settings);
    }

    /// An engine on the store at a location, to look at what is there; see [Stores#look].
    ///
    /// @throws StoreException when the store can't be opened
    public static Engine look(StoreLocation location, StepTypes types, EngineSettings settings) {
        return new Engine(Stores.look(location, new EventJsonCodec()), types, settings);
    }

    /// Starts a run of a flow that calls no other; see [#start(Flow, FlowLibrary, Json, String)].
    public Started start(Flow flow, Json input, @Nullable String key) {
        return start(flow, FlowLibrary.EMPTY, input, key);
    }

    /// Starts a run of a flow that has no errors; when this returns, that it has started is durable.
    ///
    /// @param library where the flows are found that it calls; the run keeps to what they are now
    /// @param key asked for again with the same key, a flow is run once: the answer is the earlier run, whose input was the
    ///        earlier one, and the new one isn't looked at; null where each time is meant
    /// @throws UnfitInputException when the input isn't what the flow's schema asks for
    /// @throws IllegalArgumentException when the flow can't run, or key or input can't be kept
    public Started start(Flow flow, FlowLibrary library, Json input, @Nullable String key) {
        requireOpen();
        return starts.start(flow, library, input, key);
    }

    /// See [Starts#startCalled].
    CompletableFuture<?> startCalled(Effect.RunSubFlow call, Executor threads) {
        return starts.startCalled(call, threads);
    }

    /// Has a run stop: what is under way is interrupted, what was done is compensated, and it ends cancelled. A run that
    /// nobody goes on with is gone on with. When this returns, that the run stops is durable; it need not have ended.
    ///
    /// @param by who asks, for the history
    /// @return false where the run ended first; true also where it was stopping already, for whatever reason
    /// @throws NoSuchRunException when there is none
    /// @throws StoreException when the store fails: whether the run stops is known when that is open again
    public boolean cancel(RunId run, String by, String reason) {
        return ask(run, new Input.CancelRequested(by, reason));
    }

    /// As [#cancel(RunId, String, String)], but nothing is compensated: what was done remains, also of a run that was being
    /// undone.
    public boolean terminate(RunId run, String by, String reason) {
        return ask(run, new Input.CancelRequested(by, reason, false));
    }

    /// Has a run begin nothing new: attempts that are under way come to their end, and then it stands until [#unpause] or a
    /// cancel. A run that nobody goes on with is gone on with, as a paused one. When this returns, the pause is durable.
    ///
    /// @param by who asks, for the history
    /// @return false where the run ended first; true also where it was paused already
    /// @throws NoSuchRunException when there is none
    /// @throws StoreException when the store fails
    public boolean pause(RunId run, String by, String reason) {
        return ask(run, new Input.PauseRequested(by, reason));
    }

    /// Has a paused run go on: what became due meanwhile is done at once. Otherwise as [#pause].
    ///
    /// @return false where the run ended first; true also where it was not paused
    public boolean unpause(RunId run, String by, String reason) {
        return ask(run, new Input.UnpauseRequested(by, reason));
    }

    private boolean ask(RunId run, Input request) {
        requireOpen();
        return askAnywhere(run, request);
    }

    private boolean askHere(RunId run, Input request) {
        var answer = answer(run, request);
        return answer != null && Waiting.on(answer);
    }

    /// Also where another process goes on with it.
    boolean askAnywhere(RunId run, Input request) {
        return anywhere(run, request, () -> askHere(run, request));
    }

    private boolean anywhere(RunId run, Input request, BooleanSupplier here) {
        try {
            return here.getAsBoolean();
        } catch (RunElsewhereException e) {
            if (others == null) {
                throw e;
            }
            return others.ask(run, request, here);
        }
    }

    /// @return null where the run has ended
    private @Nullable CompletableFuture<Boolean> answer(RunId run, Input request) {
        var live = runs.find(run);
        if (live != null) {
            return live.ask(request);
        }
        return run(run).isOver() ? null : runs.ask(run, () -> histories.replay(run), request);
    }

    /// What retrying a run would not do again, and what it would; see [#retry].
    ///
    /// @throws NoSuchRunException when there is none
    /// @throws IllegalArgumentException when it can't be retried so
    public RetryPlan planRetry(RunId run, @Nullable Flow flow, FlowLibrary library, SortedSet<NodeId> redo) {
        requireOpen();
        return restarts.plan(run, flow, library, redo);
    }

    /// Has a run that failed or was cancelled begin anew, from its start and with its first input, without doing again what
    /// stays valid of what it did. When this returns, that is durable.
    ///
    /// @param by who asks, for the history
    /// @param flow a corrected definition of its flow, which the run keeps to from here on; null for the one it has
    /// @param library where the flows are found that a corrected definition calls; the run keeps to what they are now
    /// @param redo the nodes that are to be done again whatever they gave
    /// @return false where something else happened to the run meanwhile, such as another retry
    /// @throws NoSuchRunException when there is none
    /// @throws UnfitInputException when the run's input isn't what the corrected definition asks for
    /// @throws IllegalArgumentException when it can't be retried so: it goes on, it completed, another run called it, the
    ///         flow is another one or can't run, or has no such nodes
    public boolean retry(RunId run, String by, String reason, @Nullable Flow flow, FlowLibrary library,
            SortedSet<NodeId> redo) {
        requireOpen();
        return restarts.retry(run, by, reason, flow, library, redo);
    }

    /// What having a run jump would do; see [#jump].
    ///
    /// @throws NoSuchRunException when there is none
    /// @throws IllegalArgumentException when it can't
    public JumpPlan planJump(RunId run, NodeId node, @Nullable Json data) {
        requireOpen();
        return restarts.planJump(run, node, data);
    }

    /// Has a run go on at a node of its own graph: what is under way is given up, and what was done is not undone. A run that
    /// failed or was cancelled goes on from there, a paused one is paused no longer. When this returns, that is durable.
    ///
    /// @param by who asks, for the history
    /// @param data what arrives at the node; null for the run's input
    /// @return false where the run is being undone, or something else happened to it meanwhile
    /// @throws NoSuchRunException when there is none
    /// @throws IllegalArgumentException when it can't: it completed, another run called it and it has ended, or there is no
    ///         such place to jump to
    public boolean jump(RunId run, String by, String reason, NodeId node, @Nullable Json data) {
        requireOpen();
        var jump = new Input.JumpRequested(by, reason, node, data);
        return anywhere(run, jump, () -> restarts.jump(run, jump));
    }

    /// Sends a message to the run that waits for it, or will: it is kept until then. When this returns, that it was sent is
    /// durable.
    ///
    /// @param key which of the messages of that name is meant; of a flow that says nothing else, the run's id
    /// @param id sent again with the same name and id, a message is sent once, whatever its key and data, as long as the run that
    ///        received it is kept; null where each time is meant
    /// @throws IllegalArgumentException when the name, the key, the id or the data can't be kept
    public Sent send(String name, String key, Json data, @Nullable String id) {
        requireOpen();
        new JsonLimit(settings.largestResult()).require("The data of the message", data);
        return mailroom.send(new Message(name, key, id, MessageData.write(data), settings.clock().instant()), data);
    }

    /// The messages that no run has received, the first sent first.
    public List<Message.Kept> messages(int limit) {
        return journal.messages(limit);
    }

    /// Keeps a message no longer.
    ///
    /// @return false where it isn't kept: there is none of that number, or it was received or dropped
    public boolean drop(long message) {
        requireOpen();
        return Waiting.on(journal.drop(message)) instanceof Appended.Durable;
    }

    /// The questions that a run waits for an answer to, the first asked first.
    ///
    /// @throws NoSuchRunException when there is none
    public List<OpenApproval> approvals(RunId run) {
        var open = new OpenApproval.Finder(run);
        history(run, open::add);
        return open.found();
    }

    /// Answers a question that a run asked. A run that nobody goes on with is gone on with. When this returns, the answer
    /// is durable.
    ///
    /// @param by who answers, for the history
    /// @return false where the question isn't open: it was answered, or given up
    /// @throws NoSuchRunException when there is none
    /// @throws StoreException when the store fails: whether it is answered is known when that is open again
    public boolean answer(RunId run, VisitId visit, String by, boolean approved, String comment) {
        return ask(run, new Input.ApprovalAnswered(visit, by, approved, comment));
    }

    /// What failed for good in the runs of the store.
    public DeadLetters deadLetters() {
        return new DeadLetters(journal, programs, histories, starts, settings.clock(), this::requireOpen);
    }

    /// The runs of the store, the latest started first.
    public List<RunSummary> runs(int limit) {
        return journal.runs(limit);
    }

    /// A run in short.
    ///
    /// @throws NoSuchRunException when there is none
    public RunSummary run(RunId run) {
        return histories.run(run);
    }

    /// Everything that has happened in a run so far.
    ///
    /// @throws NoSuchRunException when there is none
    public List<Recorded> history(RunId run) {
        var events = new ArrayList<Recorded>();
        history(run, events::addAll);
        return events;
    }

    /// Hands over everything that has happened in a run so far, some of it at a time: a long history needn't be in memory.
    ///
    /// @throws NoSuchRunException when there is none
    public void history(RunId run, Consumer<List<Recorded>> part) {
        histories.read(run, part);
    }

    /// How a run began.
    ///
    /// @throws NoSuchRunException when there is none
    public Event.RunStarted started(RunId run) {
        return histories.started(run);
    }

    /// The last that has happened in a run so far.
    ///
    /// @throws NoSuchRunException when there is none
    public Recorded last(RunId run) {
        return histories.last(run);
    }

    /// The definition a run is pinned to.
    ///
    /// @throws NoSuchRunException when there is none
    public Flow flow(RunId run) {
        return programs.find(run(run).definition()).flow();
    }

    /// The definition with a hash that a run of the store keeps to, or kept to.
    public Flow flow(String definition) {
        return programs.find(definition).flow();
    }

    /// What a run that has ended did that could be undone and was not, the first completed first: the nodes.
    ///
    /// @throws NoSuchRunException when there is none
    public List<NodeId> remains(RunId run) {
        return histories.replay(run).state().remains();
    }

    /// Hands over a run's events from a sequence on, those that are there and those to come, up to its end. The consumer
    /// may take its time: it holds up nobody but itself.
    ///
    /// @throws NoSuchRunException when there is none
    public Subscription subscribe(RunId run, long from, Consumer<Recorded> consumer) {
        run(run);
        return feeds.open(run, from, consumer, () -> runs.whyBroken(run));
    }

    /// How a run ended, or will. Fails with [java.util.concurrent.CancellationException] when the engine is closed before,
    /// and with the reason when the run can't go on: a [MissingHereException] where it can elsewhere.
    ///
    /// @throws NoSuchRunException when there is none
    public CompletionStage<RunOutcome> outcome(RunId run) {
        return ends.outcome(run);
    }

    /// The runs that have not ended, the first started first.
    public List<RunId> unfinished() {
        return journal.unfinished();
    }

    /// The processes that go on with runs, in words, where several have the store; where one has it alone, nothing is said.
    public Map<RunId, String> owners() {
        return claims.owners();
    }

    /// The runs that are paused, the first started first. Those whose entry in the list of runs is damaged aren't among them.
    public List<RunSummary> paused() {
        return journal.paused();
    }

    /// Goes on with all runs that have not ended and are not under way here; those that are paused stay so. Returns at once.
    /// Where other processes have the store too, those that they go on with stay theirs, and what they leave is taken over from
    /// now on.
    public void resume() {
        upkeep.begin();
        requireOpen();
        if (others == null) {
            unfinished().forEach(this::resumeIfSound);
        } else {
            others.takeAll();
        }
    }

    /// A damaged one doesn't keep the others from it.
    private void resumeIfSound(RunId run) {
        try {
            resume(run);
        } catch (StoreException e) {
            e.throwUnlessDamaged();
            settings.listener().runBroken(run, e);
        }
    }

    /// Goes on with a run, unless it has ended or is under way here. Returns at once.
    ///
    /// @throws NoSuchRunException when there is none
    public void resume(RunId run) {
        requireOpen();
        starts.resume(run);
    }

    /// Where a run stands, going by its history.
    ///
    /// @throws NoSuchRunException when there is none
    Position position(RunId run) {
        return histories.replay(run);
    }

    /// What [#repair] would do with a run. Reads all of the run's history.
    ///
    /// @throws IllegalArgumentException when the run is under way here
    /// @throws NoSuchRunException when there is none
    public Repair examine(RunId run) {
        return examine(run, _ -> {});
    }

    /// As [#examine(RunId)], and hands over the run's intact events.
    public Repair examine(RunId run, Consumer<Recorded> intact) {
        return repairs.examine(run, intact);
    }

    /// Restores a damaged run from its last intact event: what is damaged, and all after it, is set aside, and kept there. That
    /// is in the run's history, and durable when this returns; nothing is gone on with until [#resume(RunId)]. Other runs
    /// are left alone. Nothing is done where nothing is damaged.
    ///
    /// @param by who asks, for the history
    /// @throws NoSuchRunException when there is none
    /// @throws IllegalArgumentException when the run is under way here
    /// @throws StoreException when not even the run's first event is intact, or the store fails
    public Repair repair(RunId run, String by, String reason) {
        requireOpen();
        return repairs.repair(run, by, reason);
    }

    /// How it stands with the resources that steps used here: their circuit breakers, and who waits for them.
    public List<ResourceState> resources() {
        return runs.resources().states();
    }

    /// Tells whenever the circuit breaker of a resource opened, became half-open or closed.
    ///
    /// @param watcher is told by a thread of the engine, and must be quick
    /// @return has it told no more
    public Runnable watchResources(Consumer<ResourceState> watcher) {
        return runs.resources().watch(watcher);
    }

    /// What keeps the store in good order.
    public Upkeep upkeep() {
        return upkeep;
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the engine is closed");
        }
    }

    /// Interrupts what is under way, waits for it a little, and closes the store. Runs do not end by it: they can be
    /// resumed.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            upkeep.close();
            if (others != null) {
                others.close();
            }
            runs.stop();
            feeds.close();
            journal.close();
        }
    }
}
