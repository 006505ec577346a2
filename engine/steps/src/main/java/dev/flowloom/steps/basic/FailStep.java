package dev.flowloom.steps.basic;

import java.util.List;
import java.util.Locale;

import dev.flowloom.model.ErrorCodes;
import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import dev.flowloom.model.Severity;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import dev.flowloom.steps.Descriptions;

/// `util.fail`: fails with the error its settings say.
public final class FailStep implements StepType {
    private static final StepDescription DESCRIPTION = Descriptions.read("util.fail");

    @Override
    public StepDescription description() {
        return DESCRIPTION;
    }

    @Override
    public List<StepFailure> check(Settings settings) {
        return settings.refuseSecrets("code");
    }

    @Override
    public Json run(StepCall call) throws StepFailure {
        var settings = Settings.of(call, DESCRIPTION);
        var code = settings.text("code");
        if (code.isBlank()) {
            throw Settings.invalid("code", Sentence.of("is empty; give the error a code such as order.refused"));
        }
        if (code.length() > ErrorCodes.LONGEST) {
            throw Settings.invalid("code",
                    Sentence.of("is longer than %d characters; give the error a code such as order.refused",
                            ErrorCodes.LONGEST));
        }
        var severity = Severity.valueOf(settings.text("severity").toUpperCase(Locale.ROOT));
        throw new StepFailure(code, severity, settings.text("message"));
    }
}
