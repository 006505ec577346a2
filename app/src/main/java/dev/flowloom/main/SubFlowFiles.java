package dev.flowloom.main;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flowloom.arrange.FirstLayout;
import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.document.Edit;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Extracting;
import dev.flowloom.files.FileTrouble;
import dev.flowloom.files.FlowDesk;
import dev.flowloom.files.Questions;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.panels.inspector.Assistance;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// The files of the flows that an open flow calls: turns to them, makes one of a part of the flow, and takes one in again.
final class SubFlowFiles implements Assistance.Called {
    private final Editor editor;
    private final FlowCanvas canvas;
    private final Neighbours neighbours;
    private final Services services;
    private final Questions questions;
    private final FlowPage.Opener opener;
    private final Supplier<@Nullable Path> file;
    private final Consumer<String> say;

    /// What came of reading a called flow.
    private record Read(@Nullable Diagram diagram, String complaint) {}

    /// @param file gives the open flow's file; null as long as it has none
    /// @param say tells in a sentence why something was not done
    SubFlowFiles(Editor editor, FlowCanvas canvas, Neighbours neighbours, Services services, Questions questions,
            FlowPage.Opener opener, Supplier<@Nullable Path> file, Consumer<String> say) {
        this.editor = editor;
        this.canvas = canvas;
        this.neighbours = neighbours;
        this.services = services;
        this.questions = questions;
        this.opener = opener;
        this.file = file;
        this.say = say;
    }

    @Override
    public void open(FlowReference flow) {
        turnTo(flow, _ -> {});
    }

    @Override
    public void open(FlowReference flow, RunId run) {
        turnTo(flow, page -> page.showRun(run));
    }

    private void turnTo(FlowReference flow, Consumer<FlowPage> then) {
        services.aside().run(() -> Optional.ofNullable(neighbours.fileOf(flow)),
                found -> found.ifPresentOrElse(path -> opener.open(path, then), () -> say.accept(missing(flow))),
                bug -> say.accept(String.valueOf(bug.getMessage())));
    }

    private static String missing(FlowReference flow) {
        return tr("There is no flow %s in the folder of this one.", flow);
    }

    /// Makes a flow of its own of what is selected, in a file that the user chooses, and puts a sub-flow in its place.
    void extract() {
        var here = file.get();
        if (editor.isReadOnly()) {
            say.accept(tr("This flow can only be looked at, not changed."));
        } else if (editor.selection().nodes().isEmpty()) {
            say.accept(tr("Select the steps first that are to become a flow of their own."));
        } else if (here == null) {
            say.accept(tr("Save this flow first: the file of the sub-flow belongs beside it."));
        } else if (canvas.extraction(new FlowReference("sub-flow", null)).map(this::refused).orElse(true)) {
            return;
        } else {
            var chosen = questions.toSave(here.toAbsolutePath().getParent(), "sub-flow" + FlowDesk.ENDING);
            if (chosen != null) {
                extractTo(here, chosen);
            }
        }
    }

    /// Says so where it can't be done, before anything is asked.
    private boolean refused(Edit.Extract edit) {
        if (Extracting.extract(editor.diagram(), edit) instanceof Extracting.Impossible(var reason)) {
            say.accept(reason);
            return true;
        }
        return false;
    }

    private void extractTo(Path here, Path chosen) {
        var name = String.valueOf(chosen.getFileName());
        var id = name.endsWith(FlowDesk.ENDING) ? name.substring(0, name.length() - FlowDesk.ENDING.length()) : name;
        var path = chosen.resolveSibling(id + FlowDesk.ENDING);
        if (!Objects.equals(here.toAbsolutePath().getParent(), path.toAbsolutePath().getParent())) {
            say.accept(tr("The file of a sub-flow belongs into the folder of the flow that calls it."));
        } else if (path.toAbsolutePath().equals(here.toAbsolutePath())) {
            say.accept(tr("That is the file of this flow. Choose another name."));
        } else if (!path.equals(chosen) && Files.exists(path) && !questions.overwrite(path)) {
            return;
        } else {
            canvas.extraction(new FlowReference(id, null)).ifPresent(edit -> write(path, edit));
        }
    }

    /// The file comes first: a sub-flow that calls nothing would be worse than a flow that nobody calls.
    private void write(Path path, Edit.Extract edit) {
        var before = editor.graph();
        if (!(Extracting.extract(editor.diagram(), edit) instanceof Extracting.Extracted(_, var flow, var cutOff))) {
            return;
        }
        long revision = editor.revision();
        services.aside().run(() -> written(path, flow), trouble -> {
            if (trouble != null) {
                say.accept(trouble);
            } else if (editor.revision() != revision) {
                say.accept(tr("The flow was changed meanwhile, so nothing was taken out of it. Ask again."));
            } else {
                tell(editor.apply(edit));
                cutOff.stream().findFirst().ifPresent(first -> say.accept(cutOff(first, edit, before)));
            }
        }, bug -> say.accept(String.valueOf(bug.getMessage())));
    }

    /// The others are found when this one is mended, or are listed with the problems.
    private static String cutOff(Extracting.CutOff cutOff, Edit.Extract edit, Graph before) {
        return tr(
                "“%s” names “%s”, which only the sub-flow sees now. Have the sub-flow give what is needed, and name %s.",
                title(cutOff.user(), before), title(cutOff.named(), before), edit.enclose().container());
    }

    private static String title(NodeId id, Graph graph) {
        var node = graph.node(id);
        return node == null ? id.value() : node.title();
    }

    /// What kept it from being written; null where nothing did.
    private @Nullable String written(Path path, Diagram flow) {
        try {
            services.disk().replace(path, DefinitionWriter.text(flow).getBytes(StandardCharsets.UTF_8));
            return null;
        } catch (FileTrouble e) {
            return e.message() + " " + e.remedy();
        }
    }

    /// Puts the flow in the place of the sub-flow that is selected.
    void inline() {
        var selected = editor.selection().onlyNode();
        if (selected == null || !(editor.graph().node(selected) instanceof Node.SubFlow call)) {
            say.accept(tr("Select a sub-flow first: the flow that it calls is then put in its place."));
        } else if (editor.isReadOnly()) {
            say.accept(tr("This flow can only be looked at, not changed."));
        } else {
            services.aside().run(() -> read(call.flow()), read -> {
                if (read.diagram() == null) {
                    say.accept(read.complaint());
                } else {
                    tell(inline(selected, read.diagram()));
                }
            }, bug -> say.accept(String.valueOf(bug.getMessage())));
        }
    }

    private EditResult inline(NodeId call, Diagram flow) {
        return canvas.inline(call, flow);
    }

    private Read read(FlowReference flow) {
        var path = neighbours.fileOf(flow);
        if (path == null) {
            return new Read(null, missing(flow));
        }
        try {
            var diagram = DefinitionReader.read(services.disk().read(path)).diagram();
            return diagram == null ? new Read(null, missing(flow)) : new Read(FirstLayout.of(diagram), "");
        } catch (FileTrouble e) {
            return new Read(null, e.message() + " " + e.remedy());
        }
    }

    private void tell(EditResult result) {
        if (result instanceof EditResult.Refused(var reason)) {
            say.accept(reason);
        }
    }
}
