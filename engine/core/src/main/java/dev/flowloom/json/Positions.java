package dev.flowloom.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Position;

/// Finds the lines and columns of JSON pointers. It reads the text a second time, so that a text without problems is
/// not slowed down by noting where everything stands.
final class Positions {
    private static final Comparator<Problem> IN_ORDER = Comparator.comparing(problem -> problem.place().position(),
            Comparator.nullsLast(Comparator.comparingInt(Position::line).thenComparingInt(Position::column)));

    private final JsonParser parser;
    private final Set<String> wanted;
    private final Map<String, Position> found = new TreeMap<>();
    private final StringBuilder path = new StringBuilder();
    private final Deque<Level> levels = new ArrayDeque<>();

    /// An object or array that is open.
    private static final class Level {
        final int pathLength;
        final boolean array;
        int nextItem;

        Level(int pathLength, boolean array) {
            this.pathLength = pathLength;
            this.array = array;
        }
    }

    private Positions(JsonParser parser, Set<String> wanted) {
        this.parser = parser;
        this.wanted = wanted;
    }

    /// The problems, each with its position, in the order in which they stand in the text. What stands in an object is
    /// where its name is; what is missing is where the object is that lacks it.
    ///
    /// @param text well-formed JSON
    static List<Problem> locate(List<Problem> problems, String text) {
        var wanted = new TreeSet<String>();
        problems.forEach(problem -> withParents(problem.place().pointer()).forEach(wanted::add));
        try (var parser = Jackson.FACTORY.createParser(text)) {
            var positions = new Positions(parser, wanted);
            positions.walk();
            return problems.stream().map(positions::located).sorted(IN_ORDER).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("a text read once can be read again", e);
        }
    }

    private static Stream<String> withParents(String pointer) {
        return Stream.iterate(pointer, path -> !path.isEmpty(), path -> path.substring(0, path.lastIndexOf('/')));
    }

    private Problem located(Problem problem) {
        if (problem.place().position() != null) {
            return problem;
        }
        return Stream.concat(withParents(problem.place().pointer()), Stream.of("")).filter(found::containsKey)
                .findFirst()
                .map(found::get).map(problem::at).orElse(problem);
    }

    private void walk() throws IOException {
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case FIELD_NAME -> enter(parser.currentName().replace("~", "~0").replace("/", "~1"));
                case END_OBJECT, END_ARRAY -> path.setLength(levels.pop().pathLength);
                case START_OBJECT, START_ARRAY -> {
                    value();
                    levels.push(new Level(path.length(), token == JsonToken.START_ARRAY));
                }
                case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> value();
                case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no token of a text: " + token);
            }
        }
    }

    private void value() {
        if (levels.isEmpty()) {
            note();
        } else if (levels.element().array) {
            enter(Integer.toString(levels.element().nextItem++));
        }
    }

    private void enter(String name) {
        path.setLength(levels.element().pathLength);
        path.append('/').append(name);
        note();
    }

    // Of a name that stands twice the first holds.
    private void note() {
        var pointer = path.toString();
        if (wanted.contains(pointer) || pointer.isEmpty()) {
            found.putIfAbsent(pointer, Jackson.position(parser.currentTokenLocation()));
        }
    }
}
