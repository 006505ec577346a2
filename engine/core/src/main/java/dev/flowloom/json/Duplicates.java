package dev.flowloom.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// The fields met a second time in one object while a text was read. The first one's value holds.
final class Duplicates {
    private final List<Problem> problems = new ArrayList<>();

    void add(String name, Pointer object, Problem.Position position) {
        problems.add(Problem.error("json.duplicate", Problem.Place.at(object.field(name).toString()),
                Sentence.of("The name \"%s\" stands twice in the same object, so one of the two would be lost.", name),
                Sentence.of("Rename or delete one of the two.")).at(position));
    }

    List<Problem> problems() {
        return Collections.unmodifiableList(problems);
    }
}
