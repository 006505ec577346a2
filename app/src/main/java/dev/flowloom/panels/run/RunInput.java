package dev.flowloom.panels.run;

import dev.flowloom.model.Json;

/// An input to run a flow with, under a name to choose it by.
public record RunInput(String name, Json value) {
    @Override
    public String toString() {
        return name;
    }
}
