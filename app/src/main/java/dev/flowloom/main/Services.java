package dev.flowloom.main;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

import dev.flowloom.check.Checker;
import dev.flowloom.files.Aside;
import dev.flowloom.files.Disk;
import dev.flowloom.files.Drafts;
import dev.flowloom.files.Histories;
import dev.flowloom.files.SessionFile;
import dev.flowloom.files.Settings;
import dev.flowloom.step.StepTypes;

/// What the flows that are open share.
///
/// @param draftWriter has one thread
/// @param background for what must not hold up the user interface
/// @param fx the thread of the user interface
record Services(Disk disk, Settings settings, SessionFile session, Drafts drafts, Histories histories, StepTypes types,
        Checker checker,
        Engines engines,
        ScheduledExecutorService draftWriter, Executor background, Executor fx, InstantSource clock) {

    /// The background and the way back.
    Aside aside() {
        return new Aside(background, fx);
    }
}
