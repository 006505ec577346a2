package dev.flowloom.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Flows for tests, written to files.
final class Flows {
    /// Greets `name`, which it asks for.
    static final String GREETING = """
            {
              "flowloom": 1,
              "id": "greeting",
              "name": "Greeting",
              "inputSchema": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
              "nodes": {
                "done": {"kind": "end", "output": {"greeting": "{{ data.text }}"}},
                "greet": {"kind": "step", "name": "Greet", "type": "data.transform",
                  "settings": {"value": {"text": "Hello, {{ input.name }}!"}}},
                "start": {"kind": "start"}
              },
              "wires": {
                "w1": {"kind": "sequence", "from": "start", "to": "greet"},
                "w2": {"kind": "sequence", "from": "greet", "to": "done"}
              }
            }
            """;

    /// Books, and then fails for good, so that the booking is undone.
    static final String SAGA = """
            {
              "flowloom": 1,
              "id": "saga",
              "name": "Saga",
              "nodes": {
                "book": {"kind": "step", "name": "Book", "type": "data.transform", "settings": {"value": "booked"}},
                "done": {"kind": "end"},
                "pay": {"kind": "step", "name": "Pay", "type": "util.fail",
                  "settings": {"code": "card.declined", "message": "The card was declined.", "severity": "critical"}},
                "start": {"kind": "start"},
                "unbook": {"kind": "step", "name": "Unbook", "type": "data.transform", "settings": {"value": "free"}}
              },
              "wires": {
                "w1": {"kind": "sequence", "from": "start", "to": "book"},
                "w2": {"kind": "sequence", "from": "book", "to": "pay"},
                "w3": {"kind": "sequence", "from": "pay", "to": "done"},
                "w4": {"kind": "compensation", "from": "book", "to": "unbook"}
              }
            }
            """;

    /// Waits for the message `paid` with the key of its input, and then for an answer.
    static final String WAITING = """
            {
              "flowloom": 1,
              "id": "waiting",
              "name": "Waiting",
              "nodes": {
                "ask": {"kind": "approval", "name": "Pay?", "question": "Pay {{ data.sum }}?", "who": "Kim"},
                "no": {"kind": "end", "error": {"code": "refused", "message": "{{ data.by }}: {{ data.comment }}"}},
                "paid": {"kind": "receive", "name": "Paid?", "message": "paid", "key": "{{ input }}"},
                "start": {"kind": "start"},
                "yes": {"kind": "end"}
              },
              "wires": {
                "w1": {"kind": "sequence", "from": "start", "to": "paid"},
                "w2": {"kind": "sequence", "from": "paid", "to": "ask"},
                "w3": {"kind": "sequence", "from": "ask", "branch": "approved", "to": "yes"},
                "w4": {"kind": "sequence", "from": "ask", "branch": "rejected", "to": "no"}
              }
            }
            """;

    /// Asks for a secret that no environment has.
    static final String SECRETIVE = GREETING.replace("data.transform", "http.request")
            .replace("\"value\": {\"text\": \"Hello, {{ input.name }}!\"}",
                    "\"url\": \"http://localhost\", \"headers\": {\"Key\": {\"$secret\": \"FLOWLOOM_NO_SUCH_SECRET\"}}");

    /// Calls what is no function, of which the library for expressions prints a word.
    static final String CALLING_NONE = GREETING.replace("Hello, {{ input.name }}!", "{{ ($f := input.name; $f()) }}");

    /// Asks a server, and ends with its answer.
    static String asking(String url) {
        return """
                {
                  "flowloom": 1,
                  "id": "asking",
                  "name": "Asking",
                  "nodes": {
                    "ask": {"kind": "step", "name": "Ask", "type": "http.request", "settings": {"url": "%s"}},
                    "done": {"kind": "end"},
                    "start": {"kind": "start"}
                  },
                  "wires": {
                    "w1": {"kind": "sequence", "from": "start", "to": "ask"},
                    "w2": {"kind": "sequence", "from": "ask", "to": "done"}
                  }
                }
                """.formatted(url);
    }

    /// Books, which can be undone, and then asks a server.
    static String booking(String url) {
        return """
                {
                  "flowloom": 1,
                  "id": "booking",
                  "nodes": {
                    "ask": {"kind": "step", "name": "Ask", "type": "http.request", "settings": {"url": "%s"}},
                    "book": {"kind": "step", "name": "Book", "type": "data.transform", "settings": {"value": "booked"}},
                    "done": {"kind": "end"},
                    "start": {"kind": "start"},
                    "unbook": {"kind": "step", "name": "Unbook", "type": "data.transform", "settings": {"value": ""}}
                  },
                  "wires": {
                    "w1": {"kind": "sequence", "from": "start", "to": "book"},
                    "w2": {"kind": "sequence", "from": "book", "to": "ask"},
                    "w3": {"kind": "sequence", "from": "ask", "to": "done"},
                    "w4": {"kind": "compensation", "from": "book", "to": "unbook"}
                  }
                }
                """.formatted(url);
    }

    /// Doubles so many numbers, and gives how many.
    static String eachOf(int count) {
        return """
                {
                  "flowloom": 1,
                  "id": "double",
                  "nodes": {
                    "begin": {"kind": "start"},
                    "each": {
                      "kind": "loop",
                      "name": "Double them",
                      "forEach": "[1..%d]",
                      "nodes": {
                        "in": {"kind": "start"},
                        "double": {
                          "kind": "step",
                          "name": "Double it",
                          "type": "data.transform",
                          "settings": {"value": "{{ loop.item * 2 }}"}
                        },
                        "out": {"kind": "end"}
                      },
                      "wires": {
                        "in-double": {"kind": "sequence", "from": "in", "to": "double"},
                        "double-out": {"kind": "sequence", "from": "double", "to": "out"}
                      }
                    },
                    "end": {"kind": "end", "output": "{{ $count(data) }}"}
                  },
                  "wires": {
                    "begin-each": {"kind": "sequence", "from": "begin", "to": "each"},
                    "each-end": {"kind": "sequence", "from": "each", "to": "end"}
                  }
                }
                """.formatted(count);
    }

    private Flows() {}

    static String file(Path folder, String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
