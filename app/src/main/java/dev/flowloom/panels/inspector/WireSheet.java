package dev.flowloom.panels.inspector;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.geometry.WireLabel;
import dev.flowloom.model.Branch;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.Severity;
import dev.flowloom.model.Wire;
import dev.flowloom.model.Wire.Catch;
import dev.flowloom.model.WireId;
import dev.flowloom.panels.Tiles;
import dev.flowloom.panels.form.Controls;
import dev.flowloom.panels.form.FormRow;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// A wire: its kind, the branch it leaves, what it catches.
final class WireSheet extends Sheet {
    private static String ordinaryWords() {
        return tr("Ordinary");
    }

    private static String onErrorWords() {
        return tr("On error");
    }

    private static String compensationWords() {
        return tr("Compensation");
    }

    private static String anythingWords() {
        return tr("Any error");
    }

    private static String codeWords() {
        return tr("An error code");
    }

    private final WireId id;
    private final FormRow branch;
    private final FormRow caught;
    private final FormRow code;
    private final @Nullable Node source;

    WireSheet(Editor editor, WireId id) {
        super(editor);
        this.id = id;
        source = editor.graph().node(wire().from());
        addHeader(Tiles.wire(), tr("Wire"), ends());
        addRow(tr("Kind"), "", Controls.choice("kind", List.of(ordinaryWords(), onErrorWords(), compensationWords())),
                () -> Json.of(kind(wire())), this::enterKind);
        branch = addRow(tr("Branch"), "", Controls.choice("branch", branches()), this::branchLabel, this::enterBranch);
        caught = addRow(tr("Catches"), "", Controls.choice("catch", catches()), this::catchLabel, this::enterCatch);
        code = addRow(tr("Code"), tr("A * at the end stands for anything: http.* is every HTTP error."),
                Controls.text("code", "http.404"), this::codeText, this::enterCode);
        onRefresh(this::showWhatApplies);
    }

    private Wire wire() {
        var wire = editor().graph().wire(id);
        if (wire == null) {
            throw new IllegalStateException("the sheet outlives its wire " + id);
        }
        return wire;
    }

    @Override
    boolean fits() {
        var wire = editor().graph().wire(id);
        return id.equals(editor().selection().onlyWire()) && wire != null
                && Objects.equals(editor().graph().node(wire.from()), source);
    }

    private String ends() {
        return tr("From %s to %s.", title(wire().from().value(), source),
                title(wire().to().value(), editor().graph().node(wire().to())));
    }

    private static String title(String id, @Nullable Node node) {
        return node == null || node.name().isBlank() ? id : "“%s”".formatted(node.name());
    }

    private void showWhatApplies() {
        show(branch, wire() instanceof Wire.Sequence && !branchIds().isEmpty());
        show(caught, wire() instanceof Wire.OnError);
        show(code, wire() instanceof Wire.OnError error && error.caught() instanceof Catch.Code);
    }

    private static void show(FormRow row, boolean shown) {
        row.setVisible(shown);
        row.setManaged(shown);
    }

    private void change(Wire changed, String field) {
        apply(new Edit.ChangeWire(changed), id + "/" + field);
        refresh();
    }

    private static String kind(Wire wire) {
        return switch (wire) {
            case Wire.Sequence _ -> ordinaryWords();
            case Wire.OnError _ -> onErrorWords();
            case Wire.Compensation _ -> compensationWords();
        };
    }

    private void enterKind(@Nullable Json value) {
        change(ofKind(text(value), wire()), "kind");
    }

    private Wire ofKind(String kind, Wire old) {
        if (kind.equals(onErrorWords())) {
            return new Wire.OnError(id, old.from(), old.to(), Catch.ANYTHING, old.extras());
        }
        return kind.equals(compensationWords())
                ? new Wire.Compensation(id, old.from(), old.to(), old.extras())
                : new Wire.Sequence(id, old.from(), branchIds().isEmpty() ? null : branchIds().getLast(),
                        old.to(), old.extras());
    }

    private List<String> branches() {
        return branchIds().stream().map(this::label).toList();
    }

    private List<String> branchIds() {
        return source == null ? List.of() : source.branchIds();
    }

    // The expression alone may stand in two branches; the id never does.
    private String label(String branch) {
        var label = WireLabel.branch(source, branch);
        return source instanceof Node.Condition && !branch.equals(Branch.OTHERWISE)
                ? "%s (%s)".formatted(label, branch)
                : label;
    }

    private @Nullable Json branchLabel() {
        if (!(wire() instanceof Wire.Sequence sequence) || branchIds().isEmpty()) {
            return null;
        }
        var known = branchIds().stream().filter(id -> id.equals(sequence.branch())).findFirst();
        return Json.of(label(known.orElse(branchIds().getLast())));
    }

    private void enterBranch(@Nullable Json value) {
        if (wire() instanceof Wire.Sequence old && !branchIds().isEmpty()) {
            var chosen = branchIds().stream().filter(id -> label(id).equals(text(value))).findFirst()
                    .orElse(branchIds().getLast());
            change(new Wire.Sequence(id, old.from(), chosen, old.to(), old.extras()), "branch");
        }
    }

    private static List<String> catches() {
        return Stream
                .concat(Stream.of(anythingWords(), codeWords()), Stream.of(Severity.values()).map(WireSheet::label))
                .toList();
    }

    private static String label(Severity severity) {
        return tr("Severity: %s", switch (severity) {
            case RECOVERABLE -> tr("recoverable");
            case PARTIAL -> tr("partial");
            case CRITICAL -> tr("critical");
            case CORRUPTION -> tr("corruption");
        });
    }

    private @Nullable Json catchLabel() {
        if (!(wire() instanceof Wire.OnError error)) {
            return null;
        }
        return Json.of(switch (error.caught()) {
            case Catch.Anything _ -> anythingWords();
            case Catch.Code _ -> codeWords();
            case Catch.OfSeverity(var severity) -> label(severity);
        });
    }

    private void enterCatch(@Nullable Json value) {
        catching(caught(text(value)), "catch");
    }

    private static Catch caught(String chosen) {
        if (chosen.equals(codeWords())) {
            return new Catch.Code("*");
        }
        return chosen.equals(anythingWords())
                ? Catch.ANYTHING
                : new Catch.OfSeverity(Stream.of(Severity.values()).filter(s -> label(s).equals(chosen)).findFirst()
                        .orElse(Severity.CRITICAL));
    }

    private @Nullable Json codeText() {
        return wire() instanceof Wire.OnError error && error.caught() instanceof Catch.Code(var pattern)
                ? Json.of(pattern)
                : null;
    }

    private void enterCode(@Nullable Json value) {
        if (text(value).isBlank()) {
            setRefusal(tr("An error wire needs a code to catch, or choose to catch any error."));
        } else {
            catching(new Catch.Code(text(value)), "code");
        }
    }

    private void catching(Catch next, String field) {
        change(new Wire.OnError(id, wire().from(), wire().to(), next, wire().extras()), field);
    }
}
