package dev.flowloom.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.ExpressionLanguages;
import dev.flowloom.input.InputCheck;
import dev.flowloom.journal.Journal;
import dev.flowloom.journal.StoreException;
import dev.flowloom.json.DefinitionHash;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Layout;
import dev.flowloom.model.Node;
import dev.flowloom.model.Problem;
import dev.flowloom.run.Program;
import dev.flowloom.run.Rules;
import org.jspecify.annotations.Nullable;

/// Flows made ready to run, by their hash; those used lately are kept.
final class Programs {
    private static final int KEPT = 256;

    /// A definition that is in the journal.
    ///
    /// @param calls the flows that it calls
    record Ready(String hash, Flow flow, Rules rules, InputCheck inputs, List<FlowReference> calls) {}

    private final Journal journal;
    private final Map<String, Ready> byHash = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ready> eldest) {
            return size() > KEPT;
        }
    });
    /// Most starts are of the same flow as the one before: its hash needn't be computed then.
    private volatile @Nullable Ready latest;

    Programs(Journal journal) {
        this.journal = journal;
    }

    /// Compiles a flow without keeping it, to look at what it would do.
    ///
    /// @throws IllegalArgumentException when it can't run
    Ready trial(Flow flow) {
        var hash = DefinitionHash.of(flow);
        var known = byHash.get(hash);
        return known == null ? checked(hash, flow).ready() : known;
    }

    /// Compiles a flow and keeps it in the journal, unless that was done.
    ///
    /// @throws IllegalArgumentException when it can't run
    @SuppressWarnings("ReferenceEquality") // To compare whole flows costs more than it saves.
    Ready ready(Flow flow) {
        var before = latest;
        if (before != null && before.flow == flow) {
            return before;
        }
        var hash = DefinitionHash.of(flow);
        var known = byHash.get(hash);
        var ready = known == null ? keep(hash, flow) : known;
        latest = ready;
        return ready;
    }

    private Ready keep(String hash, Flow flow) {
        var checked = checked(hash, flow);
        Waiting.on(journal.define(hash, checked.text()));
        byHash.put(hash, checked.ready());
        return checked.ready();
    }

    /// @param text as it is kept
    private record Checked(Ready ready, String text) {}

    private static Checked checked(String hash, Flow flow) {
        var ready = compile(hash, flow);
        var text = DefinitionWriter.text(new Diagram(flow, Layout.EMPTY));
        refuseErrors(text);
        return new Checked(ready, text);
    }

    // A flow may hold what could not be used of its file, such as a time-out that is no duration: run without it, it
    // would be another flow than the one in the file.
    private static void refuseErrors(String text) {
        DefinitionReader.read(text.getBytes(StandardCharsets.UTF_8)).problems().stream().filter(Problem::isError)
                .findFirst().ifPresent(error -> {
                    throw new IllegalArgumentException("the flow can't run as it is (at %s): %s %s"
                            .formatted(error.place().pointer(), error.message(), error.remedy()));
                });
    }

    /// The definition with a hash, from the journal.
    ///
    /// @throws StoreException when it isn't there, or isn't what was written
    /// @throws IllegalStateException when it can't run
    Ready find(String hash) {
        var known = byHash.get(hash);
        if (known != null) {
            return known;
        }
        var text = journal.definition(hash);
        if (text == null) {
            throw damaged(hash, "is not in the store", null);
        }
        var read = DefinitionReader.read(text.getBytes(StandardCharsets.UTF_8));
        if (read.diagram() == null) {
            throw damaged(hash, "can't be read", new IllegalStateException(read.problems().toString()));
        }
        requireAsWritten(hash, read.diagram().flow());
        var ready = compile(hash, read.diagram().flow());
        byHash.put(hash, ready);
        return ready;
    }

    // Runs are pinned to what the hash was taken of: anything else is damage, and not to be executed.
    private static void requireAsWritten(String hash, Flow flow) {
        if (!DefinitionHash.of(flow).equals(hash)) {
            throw damaged(hash, "is not what was written", null);
        }
    }

    private static StoreException damaged(String hash, String how, @Nullable Throwable cause) {
        return new StoreException(StoreException.Kind.DAMAGED,
                "The store is damaged: the definition %s %s.".formatted(hash, how),
                "Put a backup of the store in its place; runs of other definitions go on.", cause);
    }

    private static List<FlowReference> calls(Flow flow) {
        return flow.graph().nodes().values().stream()
                .filter(Node.SubFlow.class::isInstance)
                .map(node -> ((Node.SubFlow) node).flow())
                .distinct().toList();
    }

    private static Ready compile(String hash, Flow flow) {
        var language = ExpressionLanguages.find(flow.expressions());
        if (language == null) {
            throw new IllegalArgumentException("there is no expression language " + flow.expressions());
        }
        try {
            return new Ready(hash, flow, new Rules(Program.compile(flow, language)), InputCheck.of(flow), calls(flow));
        } catch (ExpressionException e) {
            throw new IllegalArgumentException("an expression of %s can't be compiled: %s".formatted(flow.id(),
                    e.message()), e);
        }
    }
}
