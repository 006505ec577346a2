package dev.flowloom.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;

import dev.flowloom.expression.ExpressionException;
import dev.flowloom.expression.Moment;
import dev.flowloom.expression.Template;
import dev.flowloom.expression.Template.Placed;
import dev.flowloom.model.Json;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// What an expression can see. Built from what the state already holds, without copying it.
///
/// @param context what it sees by names
/// @param moment when, and by which luck, it is evaluated
public record Sight(Json.Obj context, Moment moment) {

    /// Enough for what has no expressions.
    static final Sight NOTHING = new Sight(Json.Obj.EMPTY, new Moment(Instant.EPOCH, 0));

    static Sight from(RunState state, Visit visit, Instant now) {
        var started = state.startedOrThrow();
        var scene = visit.undoes() == null ? state.pass(visit.pass()).scene() : visit.undoes().scene();
        var seen = seen(started, scene, visit.token().data());
        if (visit.token().error() != null) {
            seen = seen.plus("error", error(visit.token().error()));
        }
        if (visit.undoes() != null) {
            seen = seen.plus("undo", undo(visit.undoes()));
        }
        return new Sight(new Json.Obj(seen), new Moment(now, Luck.seed(started.seed(), visit.id(), 0)));
    }

    /// What would be seen where these data arrive in the flow's own graph.
    static Sight of(RunState state, Json data, Instant now) {
        var started = state.startedOrThrow();
        return new Sight(new Json.Obj(seen(started, state.pass(PassId.RUN).scene(), data)),
                new Moment(now, started.seed()));
    }

    private static PSortedMap<String, Json> seen(Event.RunStarted started, Scene scene, Json data) {
        var seen = TreePMap.<String, Json>empty()
                .plus("input", started.input())
                .plus("data", data)
                .plus("steps", new Json.Obj(scene.outputs()))
                .plus("run", run(started));
        var locked = scene.lock() == null ? seen : seen.plus("lock", scene.lock());
        return scene.loop() == null ? locked : locked.plus("loop", scene.loop());
    }

    /// The same with something more to be seen, or something else by that name.
    public Sight with(String name, Json value) {
        return new Sight(context.with(name, value), moment);
    }

    Json see(Placed expression) throws ExpressionException {
        return expression.evaluate(context, moment);
    }

    Json see(@Nullable Template template, Json otherwise) throws ExpressionException {
        return template == null ? otherwise : template.render(context, moment);
    }

    private static Json run(Event.RunStarted started) {
        var key = started.key();
        var run = new LinkedHashMap<String, Json>();
        run.put("id", Json.of(started.run().value()));
        run.put("key", key == null ? Json.NULL : Json.of(key));
        run.put("flow", Json.of(started.flow()));
        run.put("startedAt", Json.of(started.at().toString()));
        return new Json.Obj(run);
    }

    static Json error(RunError error) {
        return Json.Obj.of("code", Json.of(error.code()))
                .with("message", Json.of(error.message()))
                .with("severity", Json.of(error.severity().name().toLowerCase(Locale.ROOT)))
                .with("node", Json.of(error.node().value()))
                .with("details", error.details());
    }

    private static Json undo(Done done) {
        return Json.Obj.of("node", Json.of(done.node().value()))
                .with("input", done.input())
                .with("output", done.output());
    }
}
