package dev.flowloom.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// What was found wrong while one definition was read, and whether something was left out of what was made of it.
final class Findings {
    /// Nobody reads more, and a large file of another kind would give millions.
    static final int MOST = 1_000;

    private final List<Problem> problems = new ArrayList<>();
    private int more;
    private boolean lossy;

    void add(Problem problem) {
        if (problems.size() < MOST) {
            problems.add(problem);
        } else {
            more++;
        }
    }

    void add(Spot spot, String code, Sentence what, Sentence cure) {
        add(new Problem(spot.level(), code, spot.place(), what, cure));
    }

    void addAll(List<Problem> found) {
        found.forEach(this::add);
    }

    /// Something in the text has no place in the model: what is made of the text must not be saved over it.
    void lose() {
        lossy = true;
    }

    boolean lossy() {
        return lossy;
    }

    List<Problem> problems() {
        if (more == 0) {
            return Collections.unmodifiableList(problems);
        }
        var all = new ArrayList<>(problems);
        all.add(Problem.error("format.more", Problem.Place.WHOLE,
                Sentence.of("There are %,d more problems than are listed.", more),
                Sentence.of("Mend those that are listed first; many may have one cause.")));
        return Collections.unmodifiableList(all);
    }
}
