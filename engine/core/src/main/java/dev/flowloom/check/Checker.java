package dev.flowloom.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.flowloom.check.soundness.Finding;
import dev.flowloom.check.soundness.Soundness;
import dev.flowloom.expression.ExpressionLanguage;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowLibrary;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;
import dev.flowloom.step.StepTypes;
import org.jspecify.annotations.Nullable;

/// Tells what is wrong with a flow, all of it at once.
public final class Checker {
    /// Those that look at nothing but the flow.
    private static final List<Rule> OWN_RULES = Stream
            .of(EndpointRules.ALL, WireRules.ALL, WayRules.ALL, ConditionRules.ALL, ApprovalRules.ALL, JoinRules.ALL,
                    SoundnessRules.ALL, StepRules.ALL, RetryRules.ALL, SecretRules.ALL, ResourceRules.ALL,
                    LockRules.ALL,
                    WaitRules.ALL, LoopRules.ALL, CatchRules.ALL, CompensationRules.ALL, ExpressionRules.ALL,
                    ConstantRules.ALL, InjectionRules.ALL, ReferenceRules.ALL)
            .flatMap(List::stream)
            .toList();
    private static final List<Rule> RULES = Stream.concat(OWN_RULES.stream(), SubFlowRules.ALL.stream()).toList();
    private static final CalledFlows NOTHING_CALLED = new CalledFlows(FlowLibrary.EMPTY, _ -> List.of());
    /// Those that look at one node at a time.
    private static final List<Rule> NODE_RULES = Stream
            .of(StepRules.ALL, RetryRules.ALL, SecretRules.ALL, WaitRules.ALL, ExpressionRules.ALL)
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

    /// What is wrong with a flow that calls no other, sorted by place.
    public List<Problem> check(Flow flow) {
        return check(flow, FlowLibrary.EMPTY);
    }

    /// What is wrong with a flow, sorted by place. A flow without errors can run, if those can that it calls.
    ///
    /// @param library where those are found
    public List<Problem> check(Flow flow, FlowLibrary library) {
        return check(flow, new CalledFlows(library, called -> check(called, NOTHING_CALLED)));
    }

    private List<Problem> check(Flow flow, CalledFlows called) {
        var problems = new ArrayList<Problem>();
        FlowRules.check(flow, problems::add);
        ResourceRules.check(flow, problems::add);
        ErrorRules.check(flow, types, problems::add);
        LockOrders.check(flow, problems::add);
        var levels = Levels.of(flow.graph());
        return check(flow, called, levels, Soundness.of(flow.graph(), levels.flow(), levels.containers())::in,
                called.equals(NOTHING_CALLED) ? OWN_RULES : RULES, problems);
    }

    /// What is wrong with the nodes of a flow, each for itself, sorted by place. Of a flow that could be read only in part
    /// nothing else can be said: what is missing may be in the other part.
    public List<Problem> checkNodes(Flow part) {
        return check(part, NOTHING_CALLED, Levels.of(part.graph()), _ -> List.of(), NODE_RULES, new ArrayList<>());
    }

    private List<Problem> check(Flow flow, CalledFlows called, Levels levels,
            Function<@Nullable NodeId, List<Finding>> findings, List<Rule> rules, List<Problem> problems) {
        var language = languages.apply(flow.expressions());
        check(new Subject(flow, null, levels.flow(), types, called, schemas, language, findings.apply(null)), rules,
                problems::add);
        levels.containers().forEach((container, level) -> {
            var place = Places.inside(flow.graph(), container);
            check(new Subject(flow, container, level, types, called, schemas, language, findings.apply(container)),
                    rules,
                    problem -> problems.add(problem.within(place)));
        });
        problems.sort(ORDER);
        return Collections.unmodifiableList(problems);
    }

    private static void check(Subject subject, List<Rule> rules, Consumer<Problem> problems) {
        rules.forEach(rule -> rule.check(subject, problems));
    }
}
