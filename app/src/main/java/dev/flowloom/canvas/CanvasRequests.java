package dev.flowloom.canvas;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flowloom.model.NodeId;
import dev.flowloom.tool.AddRequest;

/// What the canvas asks of the window around it.
public interface CanvasRequests {
    /// Nothing is done, but for work, which is done at once.
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

        @Override
        public <T> void aside(Supplier<T> work, Consumer<T> then, Runnable failed) {
            then.accept(work.get());
        }

        @Override
        public void later(Duration wait, Runnable deed) {}
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

    /// Do work that takes a while away from the thread of the user interface.
    ///
    /// @param then is given the result, on the user interface's thread
    /// @param failed is run there instead where a bug kept the work from having one
    <T> void aside(Supplier<T> work, Consumer<T> then, Runnable failed);

    /// Do something on the thread of the user interface after a while, without any frame drawn for it meanwhile.
    void later(Duration wait, Runnable deed);
}
