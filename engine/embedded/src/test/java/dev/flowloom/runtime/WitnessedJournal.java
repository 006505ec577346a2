package dev.flowloom.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;

import dev.flowloom.journal.Appended;
import dev.flowloom.journal.Batch;
import dev.flowloom.journal.EventCodec;
import dev.flowloom.journal.Journal;

/// Tells a witness of each batch that was acknowledged, before anybody else learns of it.
final class WitnessedJournal extends ForwardingJournal {
    interface Witness {
        void acknowledged(Batch batch) throws IOException;
    }

    private final Journal journal;
    private final Witness witness;

    WitnessedJournal(Journal journal, Witness witness) {
        super(journal);
        this.journal = journal;
        this.witness = witness;
    }

    /// Names a batch and its content: run, first sequence, number of events, checksum.
    static String line(Batch batch, EventCodec codec) {
        var crc = new CRC32C();
        crc.update(codec.write(batch.events()).getBytes(StandardCharsets.UTF_8));
        return "%s %d %d %d".formatted(batch.run(), batch.first(), batch.events().size(), crc.getValue());
    }

    @Override
    public CompletableFuture<Appended> append(Batch batch) {
        return super.append(batch).thenApply(appended -> {
            if (appended instanceof Appended.Durable) {
                tell(batch);
            }
            return appended;
        });
    }

    private void tell(Batch batch) {
        try {
            witness.acknowledged(batch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
