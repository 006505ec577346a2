package dev.flowloom.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;
import dev.flowloom.model.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A command that was run in this process, and what came of it.
record Ran(int exitCode, String out, String err) {

    static Ran command(String... arguments) {
        return commandWithInput("", arguments);
    }

    static Ran commandWithInput(String input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(new ByteArrayInputStream(input.getBytes(UTF_8)), new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8), false, 80, false);
        int exitCode = new Commands(console, "flowloom").execute(arguments);
        return new Ran(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    Json.Obj json() {
        try {
            return (Json.Obj) JsonText.parse(out);
        } catch (MalformedJson e) {
            throw new AssertionError("no JSON: " + out, e);
        }
    }
}
