package dev.flowloom.check;

import java.util.random.RandomGenerator;

import dev.flowloom.model.Flow;
import dev.flowloom.model.Wire.Catch;

/// Grows well-formed flows: blocks inside of blocks.
final class Growing {
    private final RandomGenerator random;
    private int left;
    private int ids;
    private Draft draft = Draft.empty().start("start").end("end").failing("failed").step("first")
            .wire("start", "first").error("first", "failed", Catch.ANYTHING);

    /// A part that is entered at one node and left by one wire, which a branch of a condition may be.
    record Block(String first, String last) {}

    Growing(RandomGenerator random, int size) {
        this.random = random;
        left = size;
    }

    Flow whole(Block block) {
        return draft.wire("first", block.first()).wire(block.last(), "end").flow();
    }

    Flow grown() {
        return whole(block());
    }

    Flow nested(int depth) {
        return whole(forks(depth));
    }

    Block block() {
        left--;
        return left <= 0 ? step() : switch (random.nextInt(6)) {
            case 0 -> parallel(block(), block());
            case 1 -> choice(block(), block());
            case 2 -> repeated(block());
            case 3, 4 -> row(block(), block());
            default -> step();
        };
    }

    Block forks(int depth) {
        return depth == 0 ? step() : parallel(step(), forks(depth - 1));
    }

    private Block step() {
        var id = "step" + ids++;
        draft = random.nextInt(5) == 0 ? draft.pause(id, "PT1S") : undoable(id);
        return new Block(id, id);
    }

    private Draft undoable(String id) {
        var step = draft.step(id, "{\"x\": \"{{ input." + id + " }}\"}");
        return switch (random.nextInt(4)) {
            case 0 -> step.step(id + "undo").undo(id, id + "undo");
            case 1 -> step.error(id, "failed", Catch.ANYTHING);
            default -> step;
        };
    }

    private Block row(Block a, Block b) {
        draft = draft.wire(a.last(), b.first());
        return new Block(a.first(), b.last());
    }

    private Block parallel(Block a, Block b) {
        var fork = "fork" + ids++;
        var join = "join" + ids++;
        draft = draft.fork(fork).join(join).wire(fork, a.first()).wire(fork, b.first()).wire(a.last(), join)
                .wire(b.last(), join);
        return new Block(fork, join);
    }

    private Block choice(Block a, Block b) {
        var condition = "condition" + ids++;
        var after = step();
        draft = draft.condition(condition, "yes").branch(condition, "yes", a.first())
                .branch(condition, "otherwise", b.first()).wire(a.last(), after.first())
                .wire(b.last(), after.first());
        return new Block(condition, after.last());
    }

    private Block repeated(Block body) {
        var condition = "condition" + ids++;
        var after = step();
        draft = draft.condition(condition, "again").wire(body.last(), condition)
                .branch(condition, "again", body.first()).branch(condition, "otherwise", after.first());
        return new Block(body.first(), after.last());
    }
}
