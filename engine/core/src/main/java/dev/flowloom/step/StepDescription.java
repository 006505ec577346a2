package dev.flowloom.step;

import dev.flowloom.model.Json;

/// What a step type says of itself to the people who use it.
///
/// @param type the name it has in definitions, such as `http.request`; never changed once released
/// @param title its name for people, such as "HTTP request"
/// @param summary what a step of it does, with `{name}` for a setting, such as `{method} {url}`; one line on its card
/// @param help a sentence or two on what it does and what it returns
/// @param icon path data of an SVG on a 24 × 24 grid, drawn as a line two units wide
/// @param settings a JSON Schema (2020-12) of an object: forms, checks and documents are made from it
public record StepDescription(String type, String title, Category category, String summary, String help, String icon,
        Json.Obj settings) {

    /// Where a palette puts a step type.
    public enum Category { SERVICE, DATABASE, FILE, MESSAGE, DATA, UTILITY }
}
