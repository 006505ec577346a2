package dev.flowloom.cli.progress;

import dev.flowloom.model.NodeId;
import dev.flowloom.run.RunId;
import dev.flowloom.run.VisitId;

/// How people answer what a run waits for.
public interface Answers {
    /// How a message is sent to a run, as a line; empty where nobody can.
    String message(RunId run, String name, String key);

    /// How a question is answered that a run asks, as a line; empty where nobody can.
    ///
    /// @param question its node, or what [#question(NodeId, VisitId)] gives where the run may ask several there
    String approval(RunId run, String question);

    /// What a question is called where the run may ask several at its node.
    static String question(NodeId node, VisitId visit) {
        return node + "#" + visit.number();
    }
}
