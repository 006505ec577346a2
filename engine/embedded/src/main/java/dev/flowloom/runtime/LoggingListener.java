package dev.flowloom.runtime;

import java.util.List;

import dev.flowloom.journal.StoreException;
import dev.flowloom.resource.ResourceState;
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

    @Override
    public void runsLost(List<RunId> runs) {
        LOG.warn("This process stood still for so long that others took over its {} runs.", runs.size());
    }

    @Override
    public void breakerChanged(ResourceState resource) {
        switch (resource.breaker()) {
            case OPEN -> LOG.warn("The circuit breaker of \"{}\" is open until {}, after {} failures in a row.",
                    resource.name(), resource.until(), resource.failures());
            case HALF_OPEN -> LOG.info("The circuit breaker of \"{}\" is half-open.", resource.name());
            case CLOSED -> LOG.info("The circuit breaker of \"{}\" is closed again.", resource.name());
        }
    }
}
