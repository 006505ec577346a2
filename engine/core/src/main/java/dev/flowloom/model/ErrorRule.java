package dev.flowloom.model;

import org.jspecify.annotations.Nullable;

/// Says which severity errors of a code have, over what the step type says. The first rule that matches holds.
///
/// @param code an error code; a `*` at its end stands for anything, so `http.*` is every HTTP error
/// @param type only for steps of this type; null for all
public record ErrorRule(String code, @Nullable String type, Severity severity, Json.Obj extras) {
    public boolean matches(String errorCode, String stepType) {
        return (type == null || type.equals(stepType)) && ErrorCodes.matches(code, errorCode);
    }
}
