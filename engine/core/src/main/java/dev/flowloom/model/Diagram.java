package dev.flowloom.model;

/// A flow and how it is drawn: what one file holds.
public record Diagram(Flow flow, Layout layout) {
    public Diagram withFlow(Flow flow) {
        return new Diagram(flow, layout);
    }

    public Diagram withLayout(Layout layout) {
        return new Diagram(flow, layout);
    }
}
