package dev.flowloom.run;

/// Names a timer of a run.
///
/// @param attempt the attempt it is about; 0 where it is about none
public record Timer(VisitId visit, Purpose purpose, int attempt) {

    /// What happens when it fires.
    public enum Purpose {
        /// The attempt's time is up.
        DEADLINE,
        /// The attempt begins.
        RETRY,
        /// The wait is over.
        WAIT,
        /// What somebody outside was waited for has not come in time.
        TIMEOUT,
        /// The scope's time is up.
        SCOPE_DEADLINE,
        /// A lock was waited for long enough.
        LOCK,
        /// The source has not given more in time.
        READ
    }

    /// Whether it is waited for while the run is paused: only attempts in flight come to their end then.
    boolean outlastsPause() {
        return switch (purpose) {
            case DEADLINE -> true;
            case RETRY, WAIT, TIMEOUT, SCOPE_DEADLINE, LOCK, READ -> false;
        };
    }
}
