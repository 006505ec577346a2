package dev.flowloom.steps.basic;

import java.util.List;
import java.util.Locale;

import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepCall;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepFailure;
import dev.flowloom.step.StepType;
import dev.flowloom.steps.Descriptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// `util.log`: writes a line to the program's log, with the operation it belongs to.
public final class LogStep implements StepType {
    private static final StepDescription DESCRIPTION = Descriptions.read("util.log");

    private final Logger log;

    public LogStep() {
        this(LoggerFactory.getLogger("dev.flowloom.flow"));
    }

    LogStep(Logger log) {
        this.log = log;
    }

    @Override
    public StepDescription description() {
        return DESCRIPTION;
    }

    @Override
    public List<StepFailure> check(Settings settings) {
        return settings.refuseSecrets("message");
    }

    @Override
    public Json run(StepCall call) throws StepFailure {
        var settings = Settings.of(call, DESCRIPTION);
        var message = settings.get("message");
        var level = Level.valueOf(settings.text("level").toUpperCase(Locale.ROOT));
        log.atLevel(level).addKeyValue("operation", call.operationKey())
                .log(message instanceof Json.Str(var text) ? text : JsonText.compact(message));
        return message;
    }
}
