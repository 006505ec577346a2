package dev.flowloom.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a journal promises besides that is there when it is opened again.
abstract class LastingJournalContract extends JournalContract {

    @Test
    void findsEverythingAgain() {
        append(Samples.start("a", "orders", "k"));
        append(Samples.start("b"));
        append(Samples.end("b", 3));
        journal.close();
        journal = open();

        assertThat(journal.read(new RunId("a"), 1)).hasSize(2);
        assertThat(journal.findByKey("orders", "k")).isEqualTo(new RunId("a"));
        assertThat(journal.unfinished()).containsExactly(new RunId("a"));
        assertThat(append(Samples.more("a", 3))).isEqualTo(new Appended.Durable(4));
        assertThat(append(Samples.more("b", 3))).isEqualTo(new Appended.OutOfTurn(4));
    }

    /// What one of them does is known to the next, also where nothing was known of the run before.
    @Test
    void goesOnWithWhatIsAskedForTogether() {
        var runs = IntStream.range(0, 30).mapToObj(number -> "r" + number).toList();
        runs.forEach(run -> append(Samples.start(run)));
        journal.close();
        journal = open();
        var sharing = journal.sharing();
        if (sharing != null) {
            sharing.claimLeft(null, List.of());
        }
        var appended = new ArrayList<CompletableFuture<Appended>>();
        var again = new ArrayList<CompletableFuture<Appended>>();
        for (var run : runs) {
            appended.add(journal.append(Samples.more(run, 3)));
            appended.add(journal.append(Samples.end(run, 4)));
            again.add(journal.append(Samples.more(run, 3)));
        }

        assertThat(appended).allSatisfy(append -> assertThat(append.join()).isInstanceOf(Appended.Durable.class));
        assertThat(again).noneSatisfy(append -> assertThat(append.join()).isInstanceOf(Appended.Durable.class));
        assertThat(runs).allSatisfy(run -> assertThat(journal.read(new RunId(run), 1)).hasSize(4));
    }

    @Test
    void findsMessagesAgainAlsoWhereTheyWereWrittenLast() {
        append(Samples.start("a"));
        journal.send(Samples.message("paid", "7", "m1")).join();
        journal.close();
        journal = open();
        assertThat(journal.messages(9)).containsExactly(new Message.Kept(2, Samples.message("paid", "7", "m1")));

        journal.drop(2).join();
        journal.close();
        journal = open();
        assertThat(journal.messages(9)).isEmpty();
        assertThat(journal.send(Samples.message("paid", "7", "m1")).join())
                .isEqualTo(new Appended.SentBefore(new Message.Kept(2, Samples.message("paid", "7", "m1"))));
        assertThat(append(Samples.more("a", 3))).isEqualTo(new Appended.Durable(3));
    }

    @Test
    void findsLocksAgain() {
        append(Samples.start("a"));
        var more = Samples.more("a", 3);
        append(new Batch(more.run(), more.first(), more.at(), more.events(),
                List.of(new LockChange.Take("card", 7, new VisitId(2), Samples.AT)), List.of()));
        journal.close();
        journal = open();

        assertThat(journal.locks()).containsExactly(new LockChange.Kept("card", 7,
                new LockChange.Holder(new RunId("a"), new VisitId(2), Samples.AT)));
    }
}
