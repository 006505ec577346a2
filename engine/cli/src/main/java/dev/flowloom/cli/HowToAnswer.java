package dev.flowloom.cli;

import dev.flowloom.cli.progress.Answers;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.run.RunId;

/// Says by which commands a run that a command stays with is answered.
///
/// @param program with the name of the command to follow
/// @param options that name the store, with a space before them
record HowToAnswer(StoreLocation store, String program, String options) implements Answers {

    @Override
    public String message(RunId run, String name, String key) {
        return where("%s send%s %s --key %s --data JSON".formatted(program, options, Shell.quoted(name),
                Shell.quoted(key)), "sent");
    }

    @Override
    public String approval(RunId run, String question) {
        return where("%s approve%s %s %s (or reject)".formatted(program, options, run, question), "answered");
    }

    private String where(String command, String done) {
        return switch (store) {
            // Nobody else sees it.
            case StoreLocation.InMemory _ -> "";
            // One process has it at a time.
            case StoreLocation.OnDisk _ ->
                "It is %s after Ctrl+C, which leaves the run to be resumed: %s".formatted(done, command);
            case StoreLocation.InPostgres _ -> "It is %s in another terminal: %s".formatted(done, command);
        };
    }
}
