package dev.flowloom.runtime;

import dev.flowloom.model.ErrorCodes;
import dev.flowloom.model.Json;
import dev.flowloom.model.JsonLimit;
import dev.flowloom.step.StepFailure;

/// What is kept of a failure. A step type may say anything, and what it says stands in each event about it: what is too long is
/// shortened, so that nothing about a failure can keep a run from going on.
final class KeptFailure {
    private static final int LONGEST_MESSAGE = 10_000;
    private static final JsonLimit DETAILS = new JsonLimit(100_000);

    private KeptFailure() {}

    static StepFailure of(StepFailure failure) {
        var code = failure.code();
        return new StepFailure(code.length() <= ErrorCodes.LONGEST ? code : code.substring(0, ErrorCodes.LONGEST),
                failure.severity(), shortened(failure.message(), LONGEST_MESSAGE), fitting(failure.details()));
    }

    private static Json.Obj fitting(Json.Obj details) {
        return DETAILS.excess(details) == null ? details : JsonExcerpt.of(details);
    }

    /// The beginning of a text, and a sign where that isn't all.
    static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + " …";
    }
}
