package dev.flowloom.check;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import dev.flowloom.expression.Template;
import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Sentence;

/// Code that is put together from data: whoever gives the data can have it do anything (CWE-89).
final class InjectionRules {
    static final List<Rule> ALL = List.of(InjectionRules::keepsDataOutOfSql);

    private static final Pattern TEXT = Pattern.compile("'[^']*+'");
    /// An expression where SQL has a name.
    private static final Pattern NAME = Pattern.compile(
            "(?i)\\b(into|from|update|join|table|by|set)\\s+[\"`]?\\{\\{|\\.[\"`]?\\{\\{|\"\\{\\{|\\}\\}[\"`]?\\.");

    private InjectionRules() {}

    private static void keepsDataOutOfSql(Subject subject, Consumer<Problem> problems) {
        Configured.in(subject).forEach(it -> {
            var type = it.find(subject.types());
            if (type != null) {
                SettingsWalk.through(it.settings(), type.description().settings(), (pointer, value, schema) -> {
                    if (Json.of("sql").equals(schema.get("format")) && value instanceof Json.Str(var text)
                            && Template.isIn(text)) {
                        problems.accept(Problem.warning("sql.from-data",
                                Places.at(it.node(), "/settings" + pointer),
                                Sentence.of(
                                        "The SQL of %s is put together with {{ }}: whoever gives that value can have the database do anything.",
                                        Places.name(it.node())),
                                NAME.matcher(TEXT.matcher(text).replaceAll("")).find()
                                        ? Sentence.of(
                                                "Write the name of a table or a column itself: no parameter can stand for one. Where it varies, lead a condition to a step for each.")
                                        : Sentence.of(
                                                "Write :name in its place, and give the value as a parameter.")));
                    }
                });
            }
        });
    }
}
