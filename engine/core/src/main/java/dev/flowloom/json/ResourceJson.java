package dev.flowloom.json;

import java.util.SortedMap;

import dev.flowloom.model.Impossible;
import dev.flowloom.model.Json;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Resource;
import dev.flowloom.model.Resource.Breaker;
import dev.flowloom.model.Resource.Rate;
import dev.flowloom.model.Sentence;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// Reads and writes what flows say of the resources that they use.
public final class ResourceJson {
    private ResourceJson() {}

    /// As they stand in a flow's file.
    public static Json.Obj write(SortedMap<String, Resource> resources) {
        var out = new FieldWriter();
        resources.forEach((name, resource) -> out.put(name, write(resource)));
        return out.object();
    }

    private static Json.Obj write(Resource resource) {
        var concurrency = resource.concurrency();
        return new FieldWriter().put("breaker", write(resource.breaker())).put("rate", write(resource.rate()))
                .put("concurrency", concurrency == null ? null : Json.of(concurrency)).with(resource.extras());
    }

    private static @Nullable Json write(@Nullable Breaker breaker) {
        if (breaker == null) {
            return null;
        }
        var usual = Breaker.DEFAULT;
        return new FieldWriter().count("failures", breaker.failures(), usual.failures())
                .duration("open", breaker.open(), usual.open())
                .count("successes", breaker.successes(), usual.successes()).object();
    }

    private static @Nullable Json write(@Nullable Rate rate) {
        return rate == null
                ? null
                : new FieldWriter().put("limit", Json.of(rate.limit())).duration("per", rate.per(), null).object();
    }

    /// What became of a text.
    ///
    /// @param problem the first thing that is wrong with it; null where all could be used
    public record Read(PSortedMap<String, Resource> resources, @Nullable Problem problem) {}

    /// Reads them as they stand in a flow's file.
    public static Read read(Json.Obj resources) {
        var findings = new Findings();
        var in = new FieldReader(Json.Obj.of("resources", resources), Spot.root(Problem.Level.ERROR), findings);
        var read = read(in, findings);
        return new Read(read, findings.problems().stream().filter(Problem::isError).findFirst().orElse(null));
    }

    static PSortedMap<String, Resource> read(FieldReader flow, Findings findings) {
        PSortedMap<String, Resource> resources = TreePMap.empty();
        for (var entry : flow.entries("resources").entrySet()) {
            var name = entry.getKey();
            var in = entry.getValue();
            if (Resource.isName(name)) {
                resources = resources.plus(name, resource(in));
            } else {
                findings.add(in.spot(), "format.id", Sentence.of("\"%s\" can't be the name of a resource.", name),
                        Sentence.of("Choose one that is not blank and has at most 100 characters."));
                findings.lose();
            }
        }
        return resources;
    }

    private static Resource resource(FieldReader in) {
        var breaker = breaker(in.object("breaker"));
        var rate = rate(in.object("rate"));
        var concurrency = in.optional("concurrency", Want.COUNT);
        return new Resource(breaker, rate, concurrency, in.rest());
    }

    private static @Nullable Breaker breaker(@Nullable FieldReader in) {
        if (in == null) {
            return null;
        }
        var usual = Breaker.DEFAULT;
        var failures = in.orUsual("failures", Want.TRIALS, usual.failures());
        var open = in.orUsual("open", Want.TIME, usual.open());
        var successes = in.orUsual("successes", Want.TRIALS, usual.successes());
        try {
            return failures == null || open == null || successes == null
                    ? null
                    : new Breaker(failures, open, successes);
        } catch (Impossible e) {
            in.reject(e.sentence());
            return null;
        }
    }

    private static @Nullable Rate rate(@Nullable FieldReader in) {
        if (in == null) {
            return null;
        }
        var limit = in.required("limit", Want.RATE);
        var per = in.required("per", Want.TIME);
        if (limit == null || per == null) {
            in.reject();
            return null;
        }
        try {
            return new Rate(limit, per);
        } catch (Impossible e) {
            in.reject(e.sentence());
            return null;
        }
    }
}
