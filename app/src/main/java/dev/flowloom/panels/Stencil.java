package dev.flowloom.panels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;

import dev.flowloom.document.Ids;
import dev.flowloom.model.Branch;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Graph;
import dev.flowloom.model.Items;
import dev.flowloom.model.JoinRule;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.step.StepDescription;
import dev.flowloom.step.StepDescription.Category;

import static dev.flowloom.language.Texts.later;
import static dev.flowloom.language.Texts.tr;

/// Something that can be drawn, as the palette shows it.
public sealed interface Stencil {
    String CONTROL = "control";
    /// The source that gives the rows of CSV files.
    String ROWS = "csv.rows";

    /// What it is called in English. Ids are made from it: they are the same whoever draws.
    String kind();

    /// What it does, in English.
    String help();

    default String title() {
        return tr(kind());
    }

    /// What it does, in a sentence.
    default String about() {
        return tr(help());
    }

    String icon();

    /// Names the colour of its tile.
    String tone();

    /// One that makes a node.
    ///
    /// @param make makes the node under an id
    record OfNode(String kind, String help, String icon, String tone,
            Function<NodeId, Node> make) implements Stencil {
        /// A new node of it, with an id that the graph doesn't have.
        public Node newNode(Graph graph) {
            return make.apply(Ids.forNode(graph, kind));
        }

        /// Whether it does something, rather than steer the flow.
        public boolean isStep() {
            return !tone.equals(CONTROL);
        }
    }

    /// One that makes a note.
    record OfNote(String kind, String help, String icon, Note.Kind note) implements Stencil {
        @Override
        public String tone() {
            return CONTROL;
        }
    }

    /// Whether it is meant by what a user typed to find it, in English as well.
    default boolean matches(String typed) {
        return Words.match(typed, "%s %s %s %s".formatted(title(), about(), kind(), help()));
    }

    /// Of those that are meant by it, those first that are called so.
    static Comparator<Stencil> nearest(String typed) {
        return Comparator.comparing(stencil -> !Words.match(typed, stencil.title() + " " + stencil.kind()));
    }

    /// As one of the things to choose from at the pointer.
    ///
    /// @param run is done when it is chosen
    default Pick pick(Runnable run) {
        return new Pick(title(), about(), "", Icon.tile(icon(), tone(), 24), run);
    }

    /// All there are, by the heading they stand under, in the order in which they are shown.
    ///
    /// @param sources the types of sources that loops can go through
    static SequencedMap<String, List<Stencil>> all(List<StepDescription> steps, List<StepDescription> sources) {
        var groups = new LinkedHashMap<String, List<Stencil>>();
        var control = new ArrayList<>(control());
        sources.stream().filter(source -> source.type().equals(ROWS)).forEach(source -> control.add(rows(source)));
        control.addAll(whileLoop());
        groups.put(tr("Flow"), List.copyOf(control));
        for (var category : Category.values()) {
            var inCategory = new ArrayList<Stencil>();
            steps.stream().filter(step -> step.category() == category).forEach(step -> inCategory.add(of(step)));
            if (!inCategory.isEmpty()) {
                groups.put(heading(category), inCategory);
            }
        }
        groups.put(tr("Paper"), paper());
        return groups;
    }

    static Stencil of(StepDescription step) {
        return new OfNode(step.title(), step.help(), step.icon(), tone(step.category()),
                id -> Node.Step.of(id, tr(step.title()), step.type()));
    }

    private static List<Stencil> control() {
        return List.of(
                new OfNode(later("Start"), later("Where a run begins."), Icon.Shape.START, CONTROL,
                        id -> new Node.Start(id, "", Json.Obj.EMPTY)),
                new OfNode(later("End"), later("Where a run completes."), Icon.Shape.END, CONTROL,
                        id -> new Node.End(id, "", new Node.Outcome.Completed(null), Json.Obj.EMPTY)),
                new OfNode(later("Failing end"), later("Where a run fails with an error of its own."),
                        Icon.Shape.FAILING_END,
                        CONTROL,
                        id -> new Node.End(id, "", new Node.Outcome.Failed("flow.failed", tr("The flow failed.")),
                                Json.Obj.EMPTY)),
                new OfNode(later("Condition"), later("Goes one of several ways."), Icon.Shape.CONDITION, CONTROL,
                        id -> new Node.Condition(id, tr("Condition"),
                                List.of(new Branch("yes", "", "true", Json.Obj.EMPTY)), Json.Obj.EMPTY)),
                new OfNode(later("Fork"), later("Goes several ways at once."), Icon.Shape.FORK, CONTROL,
                        id -> new Node.Fork(id, "", Json.Obj.EMPTY)),
                new OfNode(later("Join"), later("Waits for the ways of a fork."), Icon.Shape.JOIN, CONTROL,
                        id -> new Node.Join(id, "", JoinRule.ALL, Json.Obj.EMPTY)),
                new OfNode(later("Wait"), later("Waits for a time, or until a moment."), Icon.Shape.WAIT, CONTROL,
                        id -> new Node.Wait(id, tr("Wait"), "PT10S", Json.Obj.EMPTY)),
                new OfNode(later("Receive"), later("Waits for a message."), Icon.Shape.ENVELOPE, CONTROL,
                        id -> new Node.Receive(id, tr("Receive"), "message", null, null, Json.Obj.EMPTY)),
                new OfNode(later("Approval"), later("Waits until a person says yes or no."), Icon.Shape.PERSON, CONTROL,
                        id -> new Node.Approval(id, tr("Approval"), tr("Go on?"), "", null, Json.Obj.EMPTY)),
                new OfNode(later("Sub-flow"), later("Has another flow run, and waits for its end."),
                        Icon.Shape.SUB_FLOW,
                        CONTROL, id -> new Node.SubFlow(id, "", new FlowReference("another-flow", null), null, null,
                                Json.Obj.EMPTY)),
                new OfNode(later("Scope"), later("Holds steps that succeed, fail and are compensated as one."),
                        Icon.Shape.FRAME, CONTROL, id -> new Node.Scope(id, tr("Scope"), Json.Obj.EMPTY)),
                new OfNode(later("For each"), later("Holds steps that are done for every item of a list."),
                        Icon.Shape.LOOP, CONTROL,
                        id -> new Node.Loop(id, tr("For each"), new Node.Repeat.ForEach("data.items", 1),
                                Json.Obj.EMPTY)));
    }

    private static List<Stencil> whileLoop() {
        return List.of(
                new OfNode(later("While"), later("Holds steps that are done as long as an expression is true."),
                        Icon.Shape.LOOP, CONTROL,
                        id -> new Node.Loop(id, tr("While"), new Node.Repeat.While("data.more", 1_000),
                                Json.Obj.EMPTY)),
                new OfNode(later("Repeat until"),
                        later("Holds steps that are done at least once, and again until an expression is true."),
                        Icon.Shape.LOOP, CONTROL,
                        id -> new Node.Loop(id, tr("Repeat until"), new Node.Repeat.Until("data.done", 1_000),
                                Json.Obj.EMPTY)));
    }

    /// The source that loops mostly go through; the others are chosen in the inspector.
    private static Stencil rows(StepDescription source) {
        return new OfNode(later("Each row of a file"),
                later("Holds steps that are done for every row of a CSV file of any length."), source.icon(), CONTROL,
                id -> new Node.Loop(id, tr("Each row of a file"),
                        new Node.Repeat.ForEach("", 1).withItems(new Items.Streamed(source.type(), Json.Obj.EMPTY)),
                        Json.Obj.EMPTY));
    }

    private static List<Stencil> paper() {
        return List.of(
                new OfNote(later("Note"), later("Says something to people."), Icon.Shape.NOTE, Note.Kind.NOTE),
                new OfNote(later("Group"), later("An area behind steps that belong together, with a heading."),
                        Icon.Shape.GROUP,
                        Note.Kind.GROUP));
    }

    static String tone(Category category) {
        return category.name().toLowerCase(Locale.ROOT);
    }

    private static String heading(Category category) {
        return switch (category) {
            case SERVICE -> tr("Services");
            case DATABASE -> tr("Databases");
            case FILE -> tr("Files");
            case MESSAGE -> tr("Messages");
            case DATA -> tr("Data");
            case UTILITY -> tr("Utilities");
        };
    }
}
