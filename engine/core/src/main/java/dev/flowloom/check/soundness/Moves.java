package dev.flowloom.check.soundness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/// What can happen next in a state. Where the order makes no difference one token moves, the latest, and its move stands for
/// all orders: a persistent set (Godefroid, Wolper: "Using partial orders for the efficient verification of deadlock
/// freedom", 1991). Joins go on there when nothing else comes to them.
final class Moves {
    /// More that are the same are without end.
    private static final int MOST_ALIKE = 8;

    private final Log log;

    /// What is noticed on the way.
    interface Log {
        void left(Exit exit, Trail trail);

        void arrived(Gate.Join join);

        void wentOn(Gate.Join join);

        /// The fork is come to out of one of its own branches.
        void reentered(Gate.Fork fork, Trail trail);

        void pilesUp(Gate.Fork fork, Trail trail);

        boolean leavesWork(Gate.Fork fork, Gate.Join join);
    }

    /// The forks around, the innermost first.
    private record Around(Gate.Fork fork, @Nullable Around outer) {
        static boolean has(@Nullable Around around, Gate.Fork fork) {
            for (var at = around; at != null; at = at.outer) {
                if (at.fork == fork) {
                    return true;
                }
            }
            return false;
        }
    }

    /// What becomes of a branch: a token in it came to a join, or to its end, or neither.
    private record Moved(Content content, Gate.@Nullable Join join, boolean ended, Trail trail) {}

    /// What becomes of a fork's visit.
    ///
    /// @param frame null where it is over
    /// @param onward the tokens that its joins sent on
    private record Turned(@Nullable Frame frame, List<Live> onward) {}

    Moves(Log log) {
        this.log = log;
    }

    /// The states after the next move.
    List<Content> after(Content state) {
        var next = new ArrayList<Content>();
        move(state, null, false, moved -> {
            // In no fork there is nothing to wait for.
            if (moved.join() == null) {
                next.add(moved.content());
            } else {
                next.add(moved.content().plus(live(moved.join().out, moved.trail())));
            }
        });
        return next;
    }

    private Live live(Exit exit, Trail trail) {
        log.left(exit, trail);
        return new Live(exit, trail);
    }

    private void move(Content content, @Nullable Around around, boolean all, Consumer<Moved> out) {
        boolean moved = false;
        for (int i = content.frames.size() - 1; i >= 0 && (all || !moved); i--) {
            if (content.frames.get(i).moves()) {
                moved = true;
                int at = i;
                turn(content.frames.get(i), around, all,
                        turned -> out.accept(new Moved(put(content, at, turned), null, false, Trail.NONE)));
            }
        }
        for (int i = content.tokens.size() - 1; i >= 0 && (all || !moved); i--) {
            moved = true;
            move(content.minus(i), content.tokens.get(i), around, out);
        }
    }

    private static Content put(Content content, int at, Turned turned) {
        var next = content.with(at, turned.frame());
        for (var token : turned.onward()) {
            next = next.plus(token);
        }
        return next;
    }

    private void move(Content rest, Live token, @Nullable Around around, Consumer<Moved> out) {
        for (var leg : token.exit().legs) {
            var trail = token.trail().plus(leg.hops());
            switch (leg.target()) {
                case Gate.End _ -> out.accept(new Moved(rest, null, true, trail));
                case Gate.Join join -> out.accept(new Moved(rest, join, false, trail));
                case Gate.Fork fork -> enter(rest, fork, trail, around, out);
            }
        }
    }

    private void enter(Content rest, Gate.Fork fork, Trail trail, @Nullable Around around, Consumer<Moved> out) {
        if (Around.has(around, fork)) {
            log.reentered(fork, trail);
        } else if (pilesUp(rest, fork, trail)) {
            log.pilesUp(fork, trail);
        } else {
            fork.branches.forEach(branch -> log.left(branch, trail));
            out.accept(new Moved(rest.plus(Frame.of(fork, trail)), null, false, trail));
        }
    }

    /// Whether it was there before, and its joins went on without all that it sent out.
    private boolean pilesUp(Content rest, Gate.Fork fork, Trail trail) {
        for (var fired = trail.fired(); fired != null; fired = fired.earlier()) {
            if (fired.fork() == fork && log.leavesWork(fork, fired.join())) {
                return true;
            }
        }
        return rest.frames.stream().filter(frame -> frame.fork == fork).count() >= MOST_ALIKE;
    }

    private void turn(Frame frame, @Nullable Around around, boolean all, Consumer<Turned> out) {
        boolean every = all || frame.fork.orderMatters;
        var inner = new Around(frame.fork, around);
        for (var branch : frame.branches.descendingMap().entrySet()) {
            if (branch.getValue().moves()) {
                move(branch.getValue(), inner, every, step -> out.accept(goOn(after(frame, branch.getKey(), step))));
                if (!every) {
                    return;
                }
            }
        }
    }

    private Frame after(Frame frame, int branch, Moved moved) {
        var next = frame.with(branch, moved.content());
        if (moved.join() != null) {
            log.arrived(moved.join());
            next = next.with(next.at(moved.join()).plus(branch, moved.trail()));
        }
        return settle(moved.ended() ? next.withGone(moved.trail()) : next, branch);
    }

    private static Frame settle(Frame frame, int branch) {
        if (frame.fork.orderMatters || frame.branches.containsKey(branch)) {
            return frame;
        }
        var next = frame;
        for (var arrived : frame.joins.values()) {
            next = arrived.open().contains(branch) ? next.with(arrived.settle(branch)) : next;
        }
        return next;
    }

    /// Lets each join go on that can.
    private Turned goOn(Frame frame) {
        var next = frame;
        var onward = new ArrayList<Live>();
        for (var arrived : frame.joins.values()) {
            var join = arrived.join();
            if (next.at(join).branches() >= join.needed(frame.fork)
                    && (frame.fork.orderMatters || !next.movesTowards(join))) {
                log.wentOn(join);
                onward.add(live(join.out, next.at(join).arrivals().getLast().trail().joined(frame.fork, join)));
                next = fire(next, join);
            }
        }
        return new Turned(next.isOver() ? null : next, onward);
    }

    private static Frame fire(Frame frame, Gate.Join join) {
        return join.isSelective() ? cancelRivals(frame.without(join), join) : frame.without(join);
    }

    private static Frame cancelRivals(Frame frame, Gate.Join join) {
        var next = frame;
        for (int branch = 0; branch < frame.fork.branches.size(); branch++) {
            if (frame.fork.reaches(branch, join)) {
                next = next.with(branch, Content.NOTHING);
                for (var arrived : next.joins.values()) {
                    next = arrived.open().contains(branch) ? next.with(arrived.minus(branch)) : next;
                }
            }
        }
        return next;
    }
}
