package dev.flowloom.bench;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// How much is measured.
///
/// @param sizes of the flows that are opened, panned and zoomed
/// @param frames of a case
/// @param seconds that the frames of a case may take
/// @param json where the figures are written as well; null for nowhere
record Options(List<Integer> sizes, int frames, int seconds, @Nullable Path json) {

    static Options full(@Nullable Path json) {
        return new Options(List.of(500, 1_000, 2_000, 5_000), 200, 10, json);
    }

    static Options quick(@Nullable Path json) {
        return new Options(List.of(1_000, 5_000), 30, 2, json);
    }

    /// @param args what `app/bench/run` hands on, which has looked at them
    static Options parse(String[] args) {
        var all = List.of(args);
        int json = all.indexOf("--json");
        var file = json < 0 ? null : Path.of(all.get(json + 1));
        return all.contains("--quick") ? quick(file) : full(file);
    }
}
