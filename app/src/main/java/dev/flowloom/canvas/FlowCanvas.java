package dev.flowloom.canvas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import javafx.animation.AnimationTimer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.transform.Affine;

import dev.flowloom.document.Edit;
import dev.flowloom.document.EditResult;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Edits;
import dev.flowloom.document.Identity;
import dev.flowloom.document.Selection;
import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Drawing;
import dev.flowloom.geometry.Port;
import dev.flowloom.geometry.Vec;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.FlowReference;
import dev.flowloom.model.Layout.Point;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Note;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Problem;
import dev.flowloom.model.Problem.Hop;
import dev.flowloom.model.WireId;
import dev.flowloom.overlay.OverlayState;
import dev.flowloom.resource.ResourceState.Breaker;
import dev.flowloom.tool.AddRequest;
import dev.flowloom.tool.Adding;
import dev.flowloom.tool.Camera;
import dev.flowloom.tool.Deeds;
import dev.flowloom.tool.Hanging;
import dev.flowloom.tool.Hit;
import dev.flowloom.tool.Idle;
import dev.flowloom.tool.KeyInput;
import dev.flowloom.tool.Modifiers;
import dev.flowloom.tool.Noting;
import dev.flowloom.tool.Placing;
import dev.flowloom.tool.PlacingNote;
import dev.flowloom.tool.Preview;
import dev.flowloom.tool.SubFlowing;
import dev.flowloom.tool.View;
import dev.flowloom.tool.Visited;
import org.jspecify.annotations.Nullable;

/// The canvas a flow is drawn on: shows what an editor holds and a run's overlay, and turns gestures into edits.
///
/// Cards that are to be seen are nodes of the scene, wires are painted, and below half size cards are painted as well:
/// so the cost of a frame hangs on what is to be seen, not on the size of the flow.
public final class FlowCanvas extends Region {
    /// Below this, cards are painted, and wires bear no writing.
    static final double NODES_FROM = 0.5;
    /// How long of each frame goes into leading wires well.
    private static final long REFINING_NANOS = 3_000_000;
    /// More wires than this are led well away from the user interface's thread.
    private static final int MANY_WIRES = 1_000;
    private static final double WIDEST_TOOLTIP = 480;
    private static final double MAP_MARGIN = 12;
    private static final long REPAINTING_NANOS = 500_000_000;
    private static final List<CssMetaData<? extends Styleable, ?>> CSS = metaData();
    private static final SequencedSet<NodeId> NOTHING = Collections.emptySortedSet();

    private final Editor editor;
    private final CanvasRequests requests;
    private Drawing drawing = new Drawing();
    private final Ink.Set inks = new Ink.Set(_ -> requestLayout());
    private final Affine cameraTransform = new Affine();
    private final PaintedLayer painted;
    private final NoteWriter noteWriter;
    private final CardLayer cards;
    private final Glass glass = new Glass(cameraTransform);
    private final Minimap minimap;
    private final Breadcrumbs breadcrumbs = new Breadcrumbs(this::enter);
    private final Deeds deeds;
    private final GestureController gestures;
    private final Glide glide;
    private final Tooltip whole = new Tooltip();
    private final Text fontProbe = new Text();
    private final BooleanProperty mapMode = new SimpleBooleanProperty();
    private final ReadOnlyDoubleWrapper zoom = new ReadOnlyDoubleWrapper(1);
    private final Heartbeat heartbeat;
    private final AnimationTimer refining = new AnimationTimer() {
        private long painted;

        @Override
        public void handle(long now) {
            boolean isDone = !isAtRest() || !drawing.refine(REFINING_NANOS);
            if (isDone) {
                stop();
            }
            // Painting thousands of wires takes longer than leading some of them.
            if (isDone || now - painted > REPAINTING_NANOS) {
                painted = now;
                requestLayout();
            }
        }
    };
    private Camera camera = Camera.HOME;
    private Visited visited = Visited.NONE;
    private OverlayState overlay = OverlayState.NONE;
    private SortedMap<NodeId, Breaker> breakers = Collections.emptySortedMap();
    private SortedMap<NodeId, Problem> problems = new TreeMap<>();
    private Trace trace = Trace.NONE;
    private boolean fitsWhenSized;
    private boolean isShown = true;
    private boolean isRefinedElsewhere;
    /// What a bug kept from being led well: trying it again would not help.
    private @Nullable Diagram unrefined;
    /// How all was last fitted. As long as nobody has looked elsewhere, a window of another size is fitted anew.
    private @Nullable Camera fitted;

    public FlowCanvas(Editor editor, CardFaces faces, CanvasRequests requests) {
        this.editor = editor;
        this.requests = requests;
        deeds = new Deeds(editor,
                new CanvasWorld(requests, this::look, this::show, this::enter, this::write, this::back, this::forward));
        painted = new PaintedLayer(cameraTransform, inks, faces);
        noteWriter = new NoteWriter(editor, cameraTransform, painted::noteHeight, this::requestFocus);
        heartbeat = new Heartbeat(requests, this::beat);
        minimap = new Minimap(inks, this::lookAt, requests, this::requestLayout);
        cards = new CardLayer(faces, cameraTransform);
        // What is pointed at then stands where the document says.
        glide = new Glide(this, () -> drawing.show(editor.diagram()));
        gestures = new GestureController(this, this::view, deeds::perform, this::requestLayout);
        getStyleClass().add("flow-canvas");
        getStylesheets().add(Objects.requireNonNull(FlowCanvas.class.getResource("canvas.css")).toExternalForm());
        setFocusTraversable(true);
        whole.setWrapText(true);
        whole.setMaxWidth(WIDEST_TOOLTIP);
        fontProbe.setVisible(false);
        fontProbe.getStyleClass().add("wire-label");
        fontProbe.fontProperty().subscribe(font -> {
            painted.setFamily(font.getFamily());
            requestLayout();
        });
        getChildren().addAll(painted, cards, glass, noteWriter, minimap, breadcrumbs, fontProbe);
        getChildren().forEach(child -> child.setManaged(false));
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        problems = Scenery.byNode(editor.problems());
        editor.listen(this::changed);
    }

    /// Draws a run over the flow.
    public OverlayState getOverlay() {
        return overlay;
    }

    public void setOverlay(OverlayState overlay) {
        this.overlay = overlay;
        requestLayout();
    }

    public SortedMap<NodeId, Breaker> getBreakers() {
        return breakers;
    }

    /// Marks steps that use a resource whose circuit breaker isn't closed.
    public void setBreakers(SortedMap<NodeId, Breaker> breakers) {
        if (!breakers.equals(this.breakers)) {
            this.breakers = breakers;
            requestLayout();
        }
    }

    /// Whether it is to be seen. As long as it isn't, nothing is drawn and nothing moves.
    public void setShown(boolean shown) {
        isShown = shown;
        if (shown) {
            requestLayout();
        } else {
            refining.stop();
            gestures.abandon();
            cards.rest();
        }
    }

    /// Makes an edit whose effect glides into place, so that the eye can follow. Where all was in view, all stays so.
    public void glide(Runnable edit) {
        var before = editor.diagram();
        edit.run();
        drawing.show(editor.diagram());
        var bounds = drawing.bounds();
        if (camera.equals(fitted) && bounds != null && !isInView(bounds)) {
            fit();
        }
        glide.start(before, editor.diagram());
    }

    /// Points out a way through the flow; none where the path is empty.
    public void trace(List<Hop> path) {
        var next = path.isEmpty() ? Trace.NONE : Trace.of(path);
        if (!next.equals(trace)) {
            trace = next;
            requestLayout();
        }
    }

    /// Brings a node into view and selects it.
    public void reveal(NodeId node) {
        enterToSee(node);
        var box = drawing.box(node);
        if (box != null) {
            visited = visited.jumped(camera);
            editor.select(Selection.of(node));
            bringIntoView(box);
        }
    }

    /// Brings a wire into view and selects it.
    public void reveal(WireId wire) {
        var present = editor.graph().wire(wire);
        if (present != null) {
            enterToSee(present.from());
        }
        var route = drawing.route(wire);
        if (route != null) {
            visited = visited.jumped(camera);
            editor.select(Selection.of(wire));
            bringIntoView(route.bounds());
        }
    }

    /// Brings a note into view and selects it.
    public void reveal(NoteId note) {
        drawing.show(editor.diagram());
        if (drawing.notes().box(note) == null) {
            enter(null);
        }
        var box = drawing.notes().box(note);
        editor.select(Selection.of(note));
        if (box != null) {
            visited = visited.jumped(camera);
            bringIntoView(box);
        }
    }

    /// Shows what stands in a container, and nothing else.
    ///
    /// @param container null to show all there is
    public void enter(@Nullable NodeId container) {
        if (!Objects.equals(container, drawing.root())) {
            drawing.enter(container);
            editor.select(Selection.NONE);
            fit();
        }
    }

    /// All nodes, or where a container is entered those that it holds.
    public Collection<NodeId> nodesInside() {
        var root = drawing.root();
        return root == null ? editor.graph().nodes().keySet() : editor.graph().inside(root);
    }

    /// Makes sure that a node isn't hidden in a container.
    private void enterToSee(NodeId node) {
        drawing.show(editor.diagram());
        if (drawing.box(node) == null && editor.graph().node(node) != null) {
            enter(null);
            if (drawing.box(node) == null) {
                enter(editor.graph().parent(node));
            }
        }
    }

    /// Where a new node has room: right of the selected one, or in the middle; further down where something stands.
    public Point freePlace(Node node) {
        drawing.show(editor.diagram());
        return Placing.freePlace(node, view());
    }

    /// Adds a note where it was asked for, or, where it is null, in the middle, and lets it be written.
    public void add(Note.Kind kind, @Nullable Vec at) {
        drawing.show(editor.diagram());
        var view = view();
        Noting.add(kind, at == null ? camera.toPaper(view.centre()) : at, view).forEach(deeds::perform);
    }

    /// Adds a node where it was asked for, with the wires that belong to it.
    public EditResult add(AddRequest request, Node node) {
        drawing.show(editor.diagram());
        var result = editor.apply(Adding.edit(request, node, view()));
        if (result instanceof EditResult.Applied) {
            // Not its wires as well: what comes next is about the node.
            show(node.id());
        }
        return result;
    }

    /// What puts a sub-flow in the place of the selected nodes; empty where none are selected.
    public Optional<Edit.Extract> extraction(FlowReference flow) {
        drawing.show(editor.diagram());
        return SubFlowing.extraction(flow, view());
    }

    /// Puts a flow in the place of the sub-flow that calls it.
    public EditResult inline(NodeId call, Diagram flow) {
        drawing.show(editor.diagram());
        return editor.apply(SubFlowing.inlining(call, flow, view()));
    }

    /// The container that what is asked for would stand in; null where that is none.
    public @Nullable NodeId containerOf(AddRequest request) {
        drawing.show(editor.diagram());
        return Adding.container(request, view());
    }

    /// Where a point of the paper is on this canvas.
    public Point2D toScreen(Vec paper) {
        var at = camera.toScreen(paper);
        return new Point2D(at.x(), at.y());
    }

    /// What lies at a point of this canvas.
    public Hit hitTest(double x, double y) {
        drawing.show(editor.diagram());
        return view().hit(new Vec(x, y));
    }

    /// Shows the whole flow; if the canvas has no size yet, as soon as it has one.
    public void fit() {
        drawing.show(editor.diagram());
        var bounds = drawing.bounds();
        fitsWhenSized = getWidth() <= 0 || getHeight() <= 0;
        if (!fitsWhenSized) {
            look(bounds == null ? Camera.HOME : Camera.fitting(bounds, getWidth(), getHeight()));
            fitted = camera;
        }
    }

    /// Whether the wheel zooms and a drag on the ground moves the paper, as on a map.
    public BooleanProperty mapModeProperty() {
        return mapMode;
    }

    public double getZoom() {
        return zoom.get();
    }

    public ReadOnlyDoubleProperty zoomProperty() {
        return zoom.getReadOnlyProperty();
    }

    /// Zooms about the middle.
    public void setZoom(double zoom) {
        look(camera.withZoom(zoom, new Vec(getWidth() / 2, getHeight() / 2)));
    }

    /// Does what pressing these keys on the canvas does, for menus and tool bars.
    public void press(KeyInput.Key key, Modifiers modifiers) {
        gestures.handle(new KeyInput(key, true, modifiers));
    }

    /// Hangs a node at the pointer, to be put down on the canvas by releasing the button that is down now. To be called
    /// when a drag begins in the palette.
    public void startPlacing(Node template) {
        startPlacing(Placing.of(template));
    }

    /// Hangs a note at the pointer, as [#startPlacing(Node)] a node.
    public void startPlacing(Note.Kind kind) {
        startPlacing(PlacingNote.of(kind));
    }

    private void startPlacing(Hanging hanging) {
        var scene = getScene();
        if (scene != null && !editor.isReadOnly()) {
            gestures.place(hanging, scene);
        }
    }

    /// Where a node is on this canvas, in its own coordinates; empty where the flow does not have it.
    public Optional<Bounds> boundsOf(NodeId node) {
        drawing.show(editor.diagram());
        return Optional.ofNullable(drawing.box(node)).map(box -> {
            var corner = camera.toScreen(box.corner());
            return new BoundingBox(corner.x(), corner.y(), box.width() * camera.zoom(), box.height() * camera.zoom());
        });
    }

    /// Where a wire leaves a node, in this canvas' coordinates; empty where there is no such port.
    public Optional<Point2D> placeOf(Port port) {
        drawing.show(editor.diagram());
        return Optional.ofNullable(drawing.position(port)).map(camera::toScreen)
                .map(at -> new Point2D(at.x(), at.y()));
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return CSS;
    }

    Ink.Set inks() {
        return inks;
    }

    Drawing drawing() {
        return drawing;
    }

    @Override
    protected void layoutChildren() {
        if (!isShown) {
            return;
        }
        boolean isResized = painted.getWidth() != getWidth() || painted.getHeight() != getHeight();
        painted.setWidth(getWidth());
        painted.setHeight(getHeight());
        cards.resize(getWidth(), getHeight());
        glass.resize(getWidth(), getHeight());
        minimap.relocate(MAP_MARGIN, getHeight() - minimap.height() - MAP_MARGIN);
        breadcrumbs.relocate(MAP_MARGIN, MAP_MARGIN);
        if (fitsWhenSized || (isResized && camera.equals(fitted))) {
            fit();
        }
        draw();
    }

    private void draw() {
        var tool = gestures.tool();
        var preview = tool.preview();
        drawing.show(shown(preview));
        cameraTransform.setToTransform(camera.zoom(), 0, camera.offset().x(), 0, camera.zoom(), camera.offset().y());
        var scenery = new Scenery(drawing, camera, editor.selection(), problems, trace, overlay, breakers,
                tool instanceof Idle(_, var under) ? under : new Hit.OnGround(), preview);
        var visible = camera.visible(getWidth(), getHeight()).grown(40);
        var nodes = drawing.nodesTouching(visible);
        var asNodes = camera.zoom() >= NODES_FROM;
        breadcrumbs.show(editor.diagram().flow(), drawing.root());
        var written = noteWriter.note();
        painted.paint(scenery, visible, nodes, asNodes, written);
        cards.show(scenery, asNodes ? nodes : NOTHING);
        if (cards.isActive()) {
            heartbeat.start();
        }
        noteWriter.follow(written == null ? null : drawing.notes().box(written));
        glass.show(scenery, view(), asNodes ? nodes : NOTHING, tool.guides());
        explain(tool instanceof Idle(_, Hit.OnNode(var id)) ? cards.card(id) : null);
        minimap.show(editor.diagram(), drawing.root(), camera.visible(getWidth(), getHeight()));
        if (drawing.isRough() && isAtRest()) {
            refine();
        }
    }

    /// Whether the document is drawn as it is. While a gesture is under way, or nodes glide, wires led well would soon be
    /// rough again.
    private boolean isAtRest() {
        return Identity.same(drawing.diagram(), editor.diagram());
    }

    private void refine() {
        if (drawing.roughWires() <= MANY_WIRES) {
            refining.start();
        } else if (!isRefinedElsewhere && !Identity.same(editor.diagram(), unrefined)) {
            isRefinedElsewhere = true;
            var state = editor.state();
            var root = drawing.root();
            requests.aside(() -> Drawing.of(state.diagram(), root), refined -> {
                isRefinedElsewhere = false;
                if (state.document() == editor.state().document()) {
                    refined.enter(drawing.root());
                    // What was drawn meanwhile is little.
                    refined.show(drawing.diagram());
                    drawing = refined;
                }
                requestLayout();
            }, () -> {
                isRefinedElsewhere = false;
                unrefined = state.diagram();
                requestLayout();
            });
        }
    }

    /// What is cut on the card under the pointer can be read whole after a moment.
    private void explain(@Nullable CardNode card) {
        var text = card == null ? "" : card.cutText();
        if (!text.equals(whole.getText())) {
            whole.setText(text);
            if (text.isEmpty()) {
                whole.hide();
                Tooltip.uninstall(this, whole);
            } else {
                Tooltip.install(this, whole);
            }
        }
    }

    /// The diagram as it is, or as a gesture that has not ended would make it.
    private Diagram shown(Preview preview) {
        return switch (preview) {
            case Preview.Drawn(var diagram, _) -> diagram;
            case Preview.Provisional(var edit, _, _) when Edits.apply(editor.diagram(),
                    edit) instanceof EditResult.Applied(var diagram, _) ->
                diagram;
            case Preview.Nothing _,Preview.Provisional _,Preview.Wire _,Preview.LooseEnd _,Preview.Band _,Preview.Slash _,Preview.Ghost _ ->
                glide.shown(editor.diagram());
        };
    }

    private View view() {
        return new View(editor.state(), drawing, camera, getWidth(), getHeight(), mapMode.get());
    }

    private void changed(Editor.Change change) {
        if (change.ofDocument()) {
            visited = Visited.NONE;
            gestures.abandon();
        }
        var root = drawing.root();
        if (root != null && (change.ofDocument() || editor.graph().node(root) == null)) {
            enter(null);
        }
        if (change.ofDiagram() && !gestures.tool().outlivesEdits()) {
            // What the gesture was about may be gone, or elsewhere.
            gestures.abandon();
        }
        if (change.ofProblems()) {
            problems = Scenery.byNode(change.after().problems());
        }
        requestLayout();
    }

    private void look(Camera next) {
        camera = next;
        zoom.set(next.zoom());
        requestLayout();
    }

    private void show(NodeId node) {
        enterToSee(node);
        var box = drawing.box(node);
        editor.select(Selection.of(node));
        if (box != null) {
            bringIntoView(box);
        }
    }

    /// Lets a note be written; where its letters would be too small for that, looks nearer.
    private void write(NoteId note) {
        drawing.show(editor.diagram());
        var box = drawing.notes().box(note);
        if (box != null) {
            if (camera.zoom() < NODES_FROM) {
                look(camera.withZoom(1, camera.toScreen(box.centre())));
            }
            bringIntoView(box);
            noteWriter.write(note);
            requestLayout();
        }
    }

    private void lookAt(Vec paper) {
        look(camera.panned(new Vec(getWidth() / 2, getHeight() / 2).minus(camera.toScreen(paper))));
    }

    private void back() {
        if (visited.hasBack()) {
            visited = visited.back(camera);
            look(visited.camera());
        }
    }

    private void forward() {
        if (visited.hasForward()) {
            visited = visited.forward();
            look(visited.camera());
        }
    }

    private void bringIntoView(Box box) {
        if (getWidth() <= 0) {
            return;
        }
        if (!isInView(box)) {
            var middle = new Vec(getWidth() / 2, getHeight() / 2);
            look(camera.panned(middle.minus(camera.toScreen(box.centre()))));
        }
    }

    private boolean isInView(Box box) {
        var visible = camera.visible(getWidth(), getHeight()).grown(-16);
        return visible.contains(box.corner()) && visible.contains(new Vec(box.right(), box.bottom()));
    }

    private static List<CssMetaData<? extends Styleable, ?>> metaData() {
        var all = new ArrayList<>(Region.getClassCssMetaData());
        all.addAll(Ink.all());
        return Collections.unmodifiableList(all);
    }

    private boolean beat() {
        cards.tick(Instant.now());
        return isShown && cards.isActive();
    }
}
