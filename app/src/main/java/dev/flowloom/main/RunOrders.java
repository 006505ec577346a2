package dev.flowloom.main;

import java.util.concurrent.Executor;

import dev.flowloom.run.RunId;
import dev.flowloom.runtime.Engine;
import dev.flowloom.runtime.ThisUser;

import static dev.flowloom.language.Texts.tr;

/// Has runs do what the user wants of them, away from the user interface's thread.
final class RunOrders {
    private static final String WHERE = "in the workbench";

    private final Executor background;
    private final Executor fx;

    RunOrders(Executor background, Executor fx) {
        this.background = background;
        this.fx = fx;
    }

    /// What a run does when it is told.
    enum Order {
        /// What it did is undone.
        STOP {
            @Override
            void give(Engine engine, RunId run) {
                engine.cancel(run, ThisUser.name(), "stopped in the workbench");
            }

            @Override
            String refused(String reason) {
                return tr("The run could not be stopped: %s", reason);
            }
        },
        /// What it did stays done.
        TERMINATE {
            @Override
            void give(Engine engine, RunId run) {
                engine.terminate(run, ThisUser.name(), WHERE);
            }

            @Override
            String refused(String reason) {
                return STOP.refused(reason);
            }
        },
        PAUSE {
            @Override
            void give(Engine engine, RunId run) {
                engine.pause(run, ThisUser.name(), WHERE);
            }

            @Override
            String refused(String reason) {
                return tr("The run could not be paused: %s", reason);
            }
        },
        UNPAUSE {
            @Override
            void give(Engine engine, RunId run) {
                engine.unpause(run, ThisUser.name(), WHERE);
            }

            @Override
            String refused(String reason) {
                return tr("The run could not be unpaused: %s", reason);
            }
        };

        abstract void give(Engine engine, RunId run);

        /// What is told where it could not be given.
        abstract String refused(String reason);
    }

    /// @param complaints is told where it can't be done
    void give(Order order, Engine engine, RunId run, RunMessages complaints) {
        background.execute(() -> giveHere(order, engine, run, complaints));
    }

    /// As the other, on this thread.
    void giveHere(Order order, Engine engine, RunId run, RunMessages complaints) {
        try {
            order.give(engine, run);
        } catch (RuntimeException e) {
            fx.execute(() -> complaints.notDone(order, e));
        }
    }
}
