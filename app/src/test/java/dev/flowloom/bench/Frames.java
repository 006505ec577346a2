package dev.flowloom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// Does something before each of a number of frames, and measures what the frame costs: from before the deed until before
/// the next frame, with all that the deed leads to, layout, styles and handing over to the renderer.
final class Frames {
    private static final int PATIENCE_SECONDS = 120;

    private final Meter meter;
    private final int longestRest;

    /// What each frame cost.
    record Costs(List<Meter.Reading> frames) {
        Costs {
            frames = List.copyOf(frames);
        }

        int count() {
            return frames.size();
        }

        double fx(double part) {
            return quantile(part, Meter.Reading::fx);
        }

        double render(double part) {
            return quantile(part, Meter.Reading::render);
        }

        private double quantile(double part, ToDoubleFunction<Meter.Reading> figure) {
            var sorted = frames.stream().mapToDouble(figure).sorted().toArray();
            return sorted.length == 0
                    ? 0
                    : sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
        }
    }

    /// Is asked before each frame.
    interface Script {
        /// Goes on.
        ///
        /// @param frame which frame it is, from 0
        /// @param last what the frame before cost
        /// @return whether more frames are wanted
        boolean next(int frame, Meter.Reading last);
    }

    /// @param longestRest how many frames the window gets at most to come to rest
    Frames(int longestRest) {
        this.longestRest = longestRest;
        meter = onFx(Meter::new);
    }

    /// As many frames, but no more than in so many seconds.
    Costs measure(int frames, int seconds, IntConsumer deed) {
        return measure(frames, seconds, 0, deed);
    }

    /// @param quiet how many frames pass after each deed that aren't counted
    Costs measure(int frames, int seconds, int quiet, IntConsumer deed) {
        var costs = new ArrayList<Meter.Reading>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        run((frame, last) -> {
            int phase = frame % (quiet + 1);
            if (frame > 0 && phase == (quiet == 0 ? 0 : 1)) {
                costs.add(last);
            }
            if (costs.size() >= frames || System.nanoTime() > end) {
                return false;
            }
            if (phase == 0) {
                deed.accept(frame / (quiet + 1));
            }
            return true;
        });
        return new Costs(costs);
    }

    /// Lets frames pass until the script has enough.
    void run(Script script) {
        var done = new CompletableFuture<Boolean>();
        Platform.runLater(() -> new AnimationTimer() {
            private Meter.Reading before = meter.read();
            private int frame;

            @Override
            public void handle(long now) {
                var reading = meter.read();
                try {
                    if (!script.next(frame++, reading.minus(before))) {
                        stop();
                        done.complete(true);
                    }
                } catch (RuntimeException | Error e) {
                    stop();
                    done.completeExceptionally(e);
                }
                before = reading;
            }
        }.start());
        await(done);
    }

    /// Lets the window come to rest.
    void rest() {
        run((frame, last) -> frame < longestRest && !(frame > 6 && last.fx() < 2));
    }

    static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static <T> T onFx(Callable<T> question) {
        var answer = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                answer.complete(question.call());
            } catch (Exception | Error e) {
                answer.completeExceptionally(e);
            }
        });
        return await(answer);
    }

    static void doOnFx(Runnable deed) {
        onFx(() -> {
            deed.run();
            return true;
        });
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
