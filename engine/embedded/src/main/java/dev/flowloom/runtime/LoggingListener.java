package dev.flowloom.runtime;

import dev.flowloom.journal.StoreException;
import dev.flowloom.run.RunId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what it hears to the log.
final class LoggingListener implements EngineListener {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    @Override
    public void runBroken(RunId run, Throwable cause) {
        if (cause instanceof MissingHereException missing) {
            LOG.warn("The run {} stands still where it was. {}", run, missing.sentence());
        } else {
            LOG.error("The run {} can't go on.", run, cause);
        }
    }

    @Override
    public void storeFailed(StoreException cause) {
        LOG.error("{}", cause.message(), cause);
    }
}
