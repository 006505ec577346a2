package dev.flowloom.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;

import dev.flowloom.check.soundness.Finding;
import dev.flowloom.check.soundness.Soundness;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What is found by exploring a flow is held to what its runs do by the real rules.
final class SoundnessTest {
    private static final long FIRST = Long.getLong("flowloom.seed", 1);
    private static final long FLOWS = Long.getLong("flowloom.flows", 150);
    private static final int WALKS = 60;
    private static final int MOST_WALKS = Integer.getInteger("flowloom.walks", 6_000);

    private static void forEachFlow(LongFunction<Flow> making, Consumer<Flow> property) {
        for (long seed = FIRST; seed < FIRST + FLOWS; seed++) {
            var flow = making.apply(seed);
            try {
                property.accept(flow);
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("with -Dflowloom.flows=1 -Dflowloom.seed=%d: %s %s".formatted(seed,
                        flow.graph().nodes().values(), flow.graph().wires().values()), broken);
            }
        }
    }

    @Test
    void whatIsSoundByConstructionGivesNoAlarm() {
        forEachFlow(RandomRun::flow, flow -> assertThat(findings(flow))
                .allMatch(found -> found instanceof Finding.NeverTaken || found instanceof Finding.NeverUndone));
    }

    @Test
    void noRunTakesAWireThatIsNeverTakenOrUndoesWhatIsNeverUndone() {
        forEachFlow(SoundnessTest::unsound, flow -> {
            var never = new ArrayList<WireId>();
            for (var found : findings(flow)) {
                switch (found) {
                    case Finding.NeverTaken(var wire, _, _) -> never.add(wire);
                    case Finding.NeverUndone(var wire, _, _) -> never.add(wire);
                    case Finding.Starving _,Finding.PilingUp _,Finding.Multiplying _,Finding.Reentered _,Finding.GaveUp _ ->
                        {
                    }
                }
            }
            var walks = new Walks(flow, new Random(1));
            for (int i = 0; i < (never.isEmpty() ? 0 : WALKS); i++) {
                assertThat(walks.walk().taken()).doesNotContainAnyElementsOf(never);
            }
        });
    }

    @Test
    void everyJoinThatStarvesInARunIsFound() {
        forEachFlow(SoundnessTest::unsound, flow -> {
            var findings = findings(flow);
            if (!isWhole(findings)) {
                return;
            }
            var found = findings.stream().filter(Finding.Starving.class::isInstance).map(Finding.Starving.class::cast)
                    .map(Finding.Starving::join).toList();
            var walks = new Walks(flow, new Random(2));
            for (int i = 0; i < WALKS; i++) {
                for (var starved : walks.walk().starved()) {
                    var uncaught = starved.joins().stream().filter(join -> !isCaught(flow, join)).toList();
                    assertThat(uncaught.isEmpty() || starved.hopeless() || uncaught.stream().anyMatch(found::contains))
                            .as("%s of %s", starved, findings).isTrue();
                }
            }
        });
    }

    @Test
    void theWayOfEachAlarmLeadsThere() {
        var alarms = new int[1];
        forEachFlow(SoundnessTest::unsound, flow -> {
            for (var found : findings(flow)) {
                if (found instanceof Finding.Starving starving) {
                    alarms[0]++;
                    assertThat(found.path()).as("%s", found).isNotEmpty();
                    assertLeadsThere(flow, starving);
                }
            }
        });
        assertThat(alarms[0]).as("alarms that were followed").isGreaterThan((int) Math.min(1, FLOWS / 20));
    }

    private static void assertLeadsThere(Flow flow, Finding.Starving found) {
        var walks = new Walks(flow, new Random(3)).along(found.path());
        var wires = found.path().stream().map(hop -> hop.wire()).toList();
        for (int i = 0; i < MOST_WALKS; i++) {
            if (walks.walk().starved().stream()
                    .anyMatch(
                            starved -> starved.joins().contains(found.join()) && starved.taken().containsAll(wires))) {
                return;
            }
        }
        throw new AssertionError("no run comes to " + found);
    }

    private static boolean isWhole(List<Finding> findings) {
        return findings.stream().allMatch(found -> switch (found) {
            case Finding.PilingUp _,Finding.Multiplying _,Finding.Reentered _,Finding.GaveUp _ -> false;
            case Finding.Starving _,Finding.NeverTaken _,Finding.NeverUndone _ -> true;
        });
    }

    private static boolean isCaught(Flow flow, NodeId join) {
        return flow.graph().wires().values().stream()
                .anyMatch(wire -> wire instanceof Wire.OnError && wire.from().equals(join));
    }

    private static List<Finding> findings(Flow flow) {
        var graph = flow.graph();
        SortedMap<NodeId, Graph> containers = new TreeMap<>();
        graph.nodes().values().stream().filter(Node.Container.class::isInstance)
                .forEach(node -> containers.put(node.id(), graph.level(node.id())));
        var soundness = Soundness.of(graph, graph.level(null), containers);
        return Stream.concat(soundness.in(null).stream(),
                containers.keySet().stream().flatMap(id -> soundness.in(id).stream())).toList();
    }

    private static Flow unsound(long seed) {
        return seed % 2 == 0 ? new Tangles(seed).changed() : new Tangles(seed).any();
    }
}
