package dev.flowloom.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Problem;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// Tells what is wrong with a flow, all of it at once.
public final class Checker {
    private static final List<Rule> RULES = Stream
            .of(EndpointRules.ALL, WireRules.ALL, WayRules.ALL, ConditionRules.ALL, JoinRules.ALL,
                    StepRules.ALL, SecretRules.ALL,
                    WaitRules.ALL, CatchRules.ALL, CompensationRules.ALL, ExpressionRules.ALL, ReferenceRules.ALL)
            .flatMap(List::stream)
            .toList();
    /// Those that look at one node at a time.
    private static final List<Rule> NODE_RULES = Stream
            .of(StepRules.ALL, SecretRules.ALL, WaitRules.ALL, ExpressionRules.ALL)
            .flatMap(List::stream)
            .toList();
    private static final Comparator<Problem> ORDER = Comparator
            .comparing((Problem problem) -> problem.place().pointer())
            .thenComparing(Problem::code)
            .thenComparing(Problem::message);

    private final StepTypes types;
    private final SettingsSchemas schemas;
    private final Function<String, @Nullable ExpressionLanguage> languages;

    /// A checker that knows the expression languages at hand.
    ///
    /// @param types the step types that flows may use
    public Checker(StepTypes types) {
        this(types, ExpressionLanguages::find);
    }

    /// A checker for flows with these step types and languages. May be used from many threads.
    ///
    /// @param languages gives an expression language by its name, or null
    public Checker(StepTypes types, Function<String, @Nullable ExpressionLanguage> languages) {
        this.types = types;
        schemas = new SettingsSchemas(types);
        this.languages = languages;
    }

    /// What is wrong with a flow, sorted by place. A flow without errors can run.
    public List<Problem> check(Flow flow) {
        var problems = new ArrayList<Problem>();
        FlowRules.check(flow, problems::add);
        return check(flow, RULES, problems);
    }

    /// What is wrong with the nodes of a flow, each for itself, sorted by place. Of a flow that could be read only in part
    /// nothing else can be said: what is missing may be in the other part.
    public List<Problem> checkNodes(Flow part) {
        return check(part, NODE_RULES, new ArrayList<>());
    }

    private List<Problem> check(Flow flow, List<Rule> rules, List<Problem> problems) {
        var language = languages.apply(flow.expressions());
        var levels = Levels.of(flow.graph());
        check(new Subject(flow, null, levels.flow(), types, schemas, language), rules, problems::add);
        levels.containers().forEach((container, level) -> {
            var place = Places.inside(flow.graph(), container);
            check(new Subject(flow, container, level, types, schemas, language), rules,
                    problem -> problems.add(problem.within(place)));
        });
        problems.sort(ORDER);
        return Collections.unmodifiableList(problems);
    }

    private static void check(Subject subject, List<Rule> rules, Consumer<Problem> problems) {
        rules.forEach(rule -> rule.check(subject, problems));
    }
}
