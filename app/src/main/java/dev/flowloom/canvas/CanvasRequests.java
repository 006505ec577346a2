package dev.flowloom.canvas;

import dev.flowloom.model.NodeId;
import dev.flowloom.tool.AddRequest;

/// What the canvas asks of the window around it.
public interface CanvasRequests {
    /// Nothing is done.
    CanvasRequests IGNORED = new CanvasRequests() {
        @Override
        public void open(NodeId node) {}

        @Override
        public void rename(NodeId node) {}

        @Override
        public void add(AddRequest request) {}

        @Override
        public void replace(NodeId node) {}

        @Override
        public void say(String sentence) {}
    };

    /// Show all there is to say about a node, as after a double click.
    void open(NodeId node);

    /// Let the node's name be typed.
    void rename(NodeId node);

    /// Let the user choose a node, to be added by [FlowCanvas#add].
    void add(AddRequest request);

    /// Let the user choose another type for a step.
    void replace(NodeId node);

    /// Tell why something was not done.
    void say(String sentence);
}
