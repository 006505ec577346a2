package dev.flowloom.check.soundness;

import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// What stands beside each other in one branch of a fork, or in none: tokens that can go on, sorted by exit, and forks
/// whose tokens are under way. A part of a state.
final class Content {
    static final Content NOTHING = new Content(TreePVector.empty(), TreePVector.empty());

    final PVector<Live> tokens;
    final PVector<Frame> frames;
    private final int hash;
    private final boolean moves;
    private final int size;

    private Content(PVector<Live> tokens, PVector<Frame> frames) {
        this.tokens = tokens;
        this.frames = frames;
        hash = Objects.hash(tokens, frames);
        moves = !tokens.isEmpty() || frames.stream().anyMatch(Frame::moves);
        size = tokens.size() + frames.stream().mapToInt(Frame::size).sum();
    }

    static Content of(Live token) {
        return NOTHING.plus(token);
    }

    Content plus(Live token) {
        int at = 0;
        while (at < tokens.size() && tokens.get(at).exit().number <= token.exit().number) {
            at++;
        }
        return new Content(tokens.plus(at, token), frames);
    }

    Content minus(int token) {
        return new Content(tokens.minus(token), frames);
    }

    Content plus(Frame frame) {
        return new Content(tokens, frames.plus(frame));
    }

    /// @param frame null where nothing is left of it
    Content with(int index, @Nullable Frame frame) {
        return new Content(tokens, frame == null ? frames.minus(index) : frames.with(index, frame));
    }

    boolean isEmpty() {
        return tokens.isEmpty() && frames.isEmpty();
    }

    /// Whether anything goes on, and doesn't only wait.
    boolean moves() {
        return moves;
    }

    int size() {
        return size;
    }

    Stream<Frame> allFrames() {
        return frames.stream().flatMap(frame -> Stream.concat(Stream.of(frame),
                frame.branches.values().stream().flatMap(Content::allFrames)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Content that && hash == that.hash && tokens.equals(that.tokens)
                && frames.equals(that.frames));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
