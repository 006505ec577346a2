package dev.flowloom.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// What is to be measured.
///
/// @param json where the figures are written as well
record Options(List<Catalog.Entry> subjects, List<Case> cases, boolean quick, int rounds, @Nullable Path json) {
    /// In a quick round, what takes no more than some seconds.
    private static final List<String> QUICK = List.of("a-1", "a-16", "a-256", "b-16", "c-16");

    /// @throws IllegalArgumentException with a sentence for the user
    static Options parse(String[] arguments) {
        var subjects = Catalog.ALL;
        List<Case> cases = List.of();
        boolean quick = false;
        int rounds = 0;
        Path json = null;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--only" -> subjects = subjects(value(arguments, ++i));
                case "--cases" -> cases = cases(value(arguments, ++i));
                case "--rounds" -> rounds = rounds(value(arguments, ++i));
                case "--json" -> json = file(value(arguments, ++i));
                default -> throw new IllegalArgumentException("Unknown option: %s.".formatted(arguments[i]));
            }
        }
        if (cases.isEmpty()) {
            cases = quick ? Cases.ALL.stream().filter(one -> QUICK.contains(one.name())).toList() : Cases.ALL;
        }
        return new Options(subjects, cases, quick, rounds > 0 ? rounds : quick ? 1 : 3, json);
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException("%s needs a value.".formatted(arguments[index - 1]));
        }
        return arguments[index];
    }

    private static List<Catalog.Entry> subjects(String names) {
        var wanted = List.of(names.split(",", -1));
        var known = Catalog.ALL.stream().map(Catalog.Entry::name).toList();
        for (var name : wanted) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("There is no subject \"%s\". There are %s."
                        .formatted(name, String.join(", ", known)));
            }
        }
        return Catalog.ALL.stream().filter(entry -> wanted.contains(entry.name())).toList();
    }

    private static List<Case> cases(String names) {
        var found = new ArrayList<Case>();
        for (var name : names.split(",", -1)) {
            var these = Cases.named(name);
            if (these.isEmpty()) {
                throw new IllegalArgumentException("There is no case \"%s\". There are %s.".formatted(name,
                        Cases.ALL.stream().map(Case::name).collect(Collectors.joining(", "))));
            }
            found.addAll(these);
        }
        return found;
    }

    private static int rounds(String text) {
        if (!text.matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException("--rounds needs a number from 1 to 99, and not \"%s\".".formatted(text));
        }
        return Integer.parseInt(text);
    }

    private static Path file(String name) {
        var file = Path.of(name).toAbsolutePath();
        if (file.getParent() == null || !Files.isDirectory(file.getParent())) {
            throw new IllegalArgumentException("There is no folder for the figures: %s.".formatted(file.getParent()));
        }
        return file;
    }
}
