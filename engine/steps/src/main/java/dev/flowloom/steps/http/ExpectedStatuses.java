package dev.flowloom.steps.http;

import java.math.BigDecimal;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.flowloom.model.Json;
import dev.flowloom.model.Sentence;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepFailure;

/// The statuses that mean success; where none is named, those from 200 to 299.
record ExpectedStatuses(SortedSet<BigDecimal> named) {

    static ExpectedStatuses of(Settings settings) throws StepFailure {
        var named = new TreeSet<BigDecimal>();
        for (var item : settings.list("expect")) {
            if (!(item instanceof Json.Num(var status))) {
                throw Settings.invalid("expect", Sentence.of("holds %s, but must hold statuses such as 200 only",
                        Json.kind(item)));
            }
            named.add(status);
        }
        return new ExpectedStatuses(named);
    }

    /// Numbers are compared by value: a status may have been written or computed as 200.0.
    boolean hold(int status) {
        return named.isEmpty() ? status >= 200 && status <= 299 : named.contains(BigDecimal.valueOf(status));
    }
}
