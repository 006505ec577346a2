package dev.flowloom.journal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// What processes need that have the same store open at the same time. A run is one process's own as long as that goes on
/// with it, and appends to it are refused of all others. What a process has is its own for the time of a lease, which is
/// prolonged in the background; when that runs out, others may take it over, and then it is lost to that process for good.
///
/// May be called from any thread. Every method throws a [StoreException] when the store fails.
public interface Sharing {
    /// The longest that a process which died keeps others from its runs.
    Duration lease();

    /// Makes a run this process's own. A run that has ended is nobody's.
    ///
    /// @return false where it is another one's
    boolean claim(RunId run);

    /// Makes runs this process's own that have not ended and are nobody's, as those of processes that died.
    ///
    /// @param only of these alone; null for all
    /// @param not of none of these
    /// @return those that it made its own, the first started first
    List<RunId> claimLeft(@Nullable Collection<RunId> only, Collection<RunId> not);

    /// Lets others have a run.
    void release(RunId run);

    /// What is this process's own.
    List<RunId> owned();

    /// The process that goes on with a run, in words; null where none does.
    @Nullable
    String ownerOf(RunId run);

    /// The processes that go on with runs, in words, as far as their leases have not run out.
    Map<RunId, String> owners();

    /// Tells of what is this process's own no longer.
    ///
    /// @param told gets what was taken over by others because this process's lease ran out; must be quick
    void whenLost(Consumer<List<RunId>> told);

    /// The number of the latest message.
    long lastMessage();

    /// Where messages were sent to, after the one of that number, whoever sent them.
    List<Address> sentAfter(long number, int limit);

    /// How much of runs was set aside, by repairs of whoever: where that changes, messages may be kept again that were received.
    long setAside();

    /// Asks for something of a run, of whoever goes on with it.
    ///
    /// @return the number under which it is answered
    long ask(RunId run, String text);

    /// What others ask for of this process's runs and was not answered yet. Whoever was told of it is waited for.
    List<Request> requests();

    void answer(long request, Answer answer);

    /// Whether somebody still waits for the answer.
    boolean isOpen(long request);

    /// This process, which was told of a request, answers it no more than others do.
    void giveBack(long request);

    /// What was answered; null as long as nothing was.
    @Nullable
    Answer answerTo(long request);

    /// Takes a request back that nobody is left to answer.
    ///
    /// @return false where it was answered, or somebody is to answer it
    boolean withdraw(long request);

    /// Wants to hear no more of a request.
    void forget(long request);

    /// Where a message was sent to.
    record Address(long number, String name, String key) {}

    record Request(long number, RunId run, String text) {}

    /// What became of a request.
    ///
    /// @param given null where it can't be done
    /// @param failure why not; null where it was
    record Answer(@Nullable Boolean given, @Nullable String failure) {}
}
