package dev.flowloom.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.run.Visit.Phase;

/// Questions about tokens that a join gathers. Tokens belong together when they left the same visit of the same fork.
final class Joins {
    private Joins() {}

    /// The visits that wait at a join in a pass for others of the same fork, in order of arrival.
    static List<Visit> waiting(RunState state, PassId pass, NodeId join, VisitId fork) {
        return state.pass(pass).visits().stream().map(visit -> Evolution.active(state, visit))
                .filter(visit -> visit.node().equals(join) && visit.phase() instanceof Phase.Joining)
                .filter(visit -> visit.token().isInnermost(fork))
                .toList();
    }

    /// How many branches of the fork a join waits for.
    static int needed(JoinRule rule, Program program, NodeId fork, NodeId join) {
        int able = program.branchesReaching(fork, join);
        return switch (rule) {
            case JoinRule.All() -> able;
            case JoinRule.Any() -> 1;
            case JoinRule.Count(var count) -> count;
        };
    }

    /// Whether a token is given up when a join of its fork goes on without it.
    static boolean isRival(Program program, Token token, VisitId fork, Node.Join join) {
        return !(join.rule() instanceof JoinRule.All) && token.path().stream()
                .anyMatch(mark -> mark.fork().equals(fork) && program.reaches(mark.node(), mark.branch(), join.id()));
    }

    static long branches(List<Visit> arrived) {
        return arrived.stream().map(visit -> visit.token().innermostFork()).distinct().count();
    }

    /// What the arrived tokens bring, by the node each came from; a list where several came from the same node.
    static Json.Obj data(List<Visit> arrived) {
        var brought = new LinkedHashMap<String, List<Json>>();
        for (var visit : arrived) {
            var from = visit.token().from();
            brought.computeIfAbsent((from == null ? visit.node() : from).value(), _ -> new ArrayList<>())
                    .add(visit.token().data());
        }
        var data = Json.Obj.EMPTY;
        for (var entry : brought.entrySet()) {
            var values = entry.getValue();
            data = data.with(entry.getKey(), values.size() == 1 ? values.getFirst() : new Json.Arr(values));
        }
        return data;
    }
}
