package dev.flowloom.cli;

import java.nio.file.Files;
import java.util.List;

import dev.flowloom.model.Json;
import dev.flowloom.run.Event;

import static org.assertj.core.api.Assertions.assertThat;

/// A command that changes a store: what is there before, what somebody says after it was killed, and what must hold then.
enum KilledCommand {
    RUN {
        @Override
        List<String> prepare(TriedStore store) {
            return List.of("run", store.file("greeting.flow.json", Flows.GREETING), "--input",
                    store.file("input.json", "{\"name\": \"Ada\"}"), "--key", "today");
        }

        @Override
        void check(TriedStore store) {
            store.assertOneRun("completed");
            assertThat(store.count("run.started")).isOne();
        }
    },
    RESUME {
        @Override
        List<String> prepare(TriedStore store) {
            store.leftAt(Event.ReceiveStarted.class, ORDER, Json.of(7));
            store.command("send", "paid", "--key", "7");
            return List.of("resume");
        }

        @Override
        void check(TriedStore store) {
            store.assertOneRun("completed");
            assertThat(store.count("message.received")).isOne();
            assertThat(store.command("messages").out()).isEmpty();
        }
    },
    CANCEL {
        @Override
        List<String> prepare(TriedStore store) {
            return List.of("cancel", store.leftAt(Event.ReceiveStarted.class, ORDER, Json.of(7)));
        }

        @Override
        void goOn(TriedStore store, List<String> words) {
            if (store.count("run.stopping") == 0) {
                store.command(0, words);
            } else if (store.count("run.cancelled") == 0) {
                store.command(1, List.of("resume"));
            }
        }

        @Override
        void check(TriedStore store) {
            store.assertOneRun("cancelled");
            assertThat(store.count("run.stopping")).isOne();
            assertThat(store.count("step.compensated")).isOne();
        }
    },
    RETRY {
        @Override
        List<String> prepare(TriedStore store) {
            store.command(1, List.of("run", store.file("failing.flow.json", FAILING)));
            return List.of("retry", store.latestRun(), "--definition", store.file("mended.flow.json", MENDED));
        }

        @Override
        void goOn(TriedStore store, List<String> words) {
            goOnOrSayAgain(store, words, "run.retried");
        }

        @Override
        void check(TriedStore store) {
            store.assertOneRun("completed");
            assertThat(store.count("run.retried")).isOne();
            assertThat(store.count("step.compensated")).isOne();
        }
    },
    JUMP {
        @Override
        List<String> prepare(TriedStore store) {
            return List.of("jump", store.leftAt(Event.ReceiveStarted.class, ORDER, Json.of(7)), "ship");
        }

        @Override
        void goOn(TriedStore store, List<String> words) {
            goOnOrSayAgain(store, words, "run.jumped");
        }

        @Override
        void check(TriedStore store) {
            store.assertOneRun("completed");
            assertThat(store.count("run.jumped")).isOne();
            assertThat(store.count("attempt.succeeded")).as("booked and shipped").isEqualTo(2);
        }
    },
    APPROVE {
        @Override
        List<String> prepare(TriedStore store) {
            return List.of("approve", store.leftAt(Event.ApprovalRequested.class, ASKING, Json.NULL));
        }

        @Override
        void goOn(TriedStore store, List<String> words) {
            goOnOrSayAgain(store, words, "approval.given");
        }

        @Override
        void check(TriedStore store) {
            store.assertOneRun("completed");
            assertThat(store.count("approval.given")).isOne();
        }
    },
    SEND {
        @Override
        List<String> prepare(TriedStore store) {
            store.leftAt(Event.ReceiveStarted.class, ORDER, Json.of(7));
            return List.of("send", "paid", "--key", "7", "--id", "m1");
        }

        @Override
        void goOn(TriedStore store, List<String> words) {
            store.command(0, words);
            assertThat(store.command("messages").out().lines()).as("with a heading").hasSize(2);
            store.command("resume");
        }

        @Override
        void check(TriedStore store) {
            store.assertOneRun("completed");
            assertThat(store.command("messages").out()).isEmpty();
        }
    },
    RESEND {
        @Override
        List<String> prepare(TriedStore store) {
            store.command("run", store.file("lines.flow.json", ITEMS));
            return List.of("resend", "1", "--item", "\"2\"");
        }

        @Override
        void goOn(TriedStore store, List<String> words) {
            if (store.command("dead-letters").out().isEmpty()) {
                store.command("resume");
            } else {
                store.command(0, words);
            }
        }

        @Override
        void check(TriedStore store) {
            assertThat(store.runs()).as("the first, and one that did the item").hasSize(2)
                    .allMatch(run -> run.contains("completed"));
            assertThat(store.command("dead-letters").out()).isEmpty();
        }
    },
    PRUNE {
        @Override
        List<String> prepare(TriedStore store) {
            for (int i = 0; i < 3; i++) {
                store.command("run", store.file("items.flow.json", Flows.eachOf(50)));
            }
            return List.of("prune", "--most", "1");
        }

        @Override
        void goOn(TriedStore store, List<String> words) {
            assertThat(store.runs()).hasSizeBetween(1, 3).allMatch(run -> run.contains("completed"));
            store.command(0, words);
        }

        @Override
        void check(TriedStore store) {
            assertThat(store.runs()).hasSize(1);
        }
    },
    BACKUP {
        @Override
        List<String> prepare(TriedStore store) {
            store.command("run", store.file("items.flow.json", Flows.eachOf(50)));
            return List.of("backup");
        }

        @Override
        List<String> words(TriedStore store, List<String> words) {
            return List.of("backup", store.folder().resolve("backup.zip").toString());
        }

        @Override
        void goOn(TriedStore store, List<String> words) {
            if (!Files.exists(store.folder().resolve("backup.zip"))) {
                store.command(0, words);
            }
        }

        @Override
        void check(TriedStore store) {
            var restored = store.folder().resolve("restored").toString();
            assertThat(Ran.command("restore", store.folder().resolve("backup.zip").toString(), "--store", restored)
                    .exitCode()).isZero();
            assertThat(Ran.command("doctor", "--store", restored).exitCode()).isZero();
            assertThat(Ran.command("runs", "--store", restored).out()).contains("completed");
        }
    };

    /// Books, waits for the message `paid` with the key of its input, and ships.
    private static final String ORDER = """
            {"flowloom": 1, "id": "order",
             "nodes": {
               "start": {"kind": "start"},
               "book": {"kind": "step", "type": "data.transform", "settings": {"value": "booked"}},
               "unbook": {"kind": "step", "type": "data.transform", "settings": {"value": "free"}},
               "paid": {"kind": "receive", "message": "paid", "key": "{{ $string(input) }}"},
               "ship": {"kind": "step", "type": "data.transform", "settings": {"value": "shipped"}},
               "end": {"kind": "end"}},
             "wires": {
               "a": {"kind": "sequence", "from": "start", "to": "book"},
               "b": {"kind": "sequence", "from": "book", "to": "paid"},
               "c": {"kind": "sequence", "from": "paid", "to": "ship"},
               "d": {"kind": "sequence", "from": "ship", "to": "end"},
               "u": {"kind": "compensation", "from": "book", "to": "unbook"}}}
            """;
    private static final String FAILING = ORDER.replace(
            "{\"kind\": \"receive\", \"message\": \"paid\", \"key\": \"{{ $string(input) }}\"}",
            "{\"kind\": \"step\", \"type\": \"util.fail\", \"settings\": {\"code\": \"no\", \"message\": \"No.\"}}");
    private static final String MENDED = ORDER.replace(
            "{\"kind\": \"receive\", \"message\": \"paid\", \"key\": \"{{ $string(input) }}\"}",
            "{\"kind\": \"step\", \"type\": \"data.transform\", \"settings\": {\"value\": \"paid\"}}");
    private static final String ASKING = """
            {"flowloom": 1, "id": "asking",
             "nodes": {
               "start": {"kind": "start"},
               "ask": {"kind": "approval", "question": "Well?", "who": "Kim"},
               "do": {"kind": "step", "type": "data.transform", "settings": {"value": "done"}},
               "end": {"kind": "end"}},
             "wires": {
               "a": {"kind": "sequence", "from": "start", "to": "ask"},
               "b": {"kind": "sequence", "from": "ask", "branch": "approved", "to": "do"},
               "c": {"kind": "sequence", "from": "ask", "branch": "rejected", "to": "end"},
               "d": {"kind": "sequence", "from": "do", "to": "end"}}}
            """;
    /// Makes numbers of texts, one of which is none.
    private static final String ITEMS = """
            {"flowloom": 1, "id": "items",
             "nodes": {
               "start": {"kind": "start"},
               "each": {"kind": "loop", "forEach": "['1', 'two', '3']", "onError": "continue",
                 "nodes": {
                   "in": {"kind": "start"},
                   "number": {"kind": "step", "type": "data.transform", "settings": {"value": "{{ $number(data) }}"}},
                   "out": {"kind": "end"}},
                 "wires": {
                   "in-number": {"kind": "sequence", "from": "in", "to": "number"},
                   "number-out": {"kind": "sequence", "from": "number", "to": "out"}}},
               "end": {"kind": "end"}},
             "wires": {
               "a": {"kind": "sequence", "from": "start", "to": "each"},
               "b": {"kind": "sequence", "from": "each", "to": "end"}}}
            """;

    /// Makes what there is before the command, and gives its words.
    abstract List<String> prepare(TriedStore store);

    /// The words for a copy of the store that was prepared.
    List<String> words(TriedStore store, List<String> prepared) {
        return prepared;
    }

    /// What somebody does who finds the command killed: says it again, unless that isn't enough, or too much.
    void goOn(TriedStore store, List<String> words) {
        store.command(0, words);
    }

    /// What must hold then.
    abstract void check(TriedStore store);

    private static void goOnOrSayAgain(TriedStore store, List<String> words, String taken) {
        if (store.count(taken) == 0) {
            store.command(0, words);
        } else {
            store.command("resume");
        }
    }
}
