package dev.flowloom.main;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.robot.Robot;
import javafx.stage.Screen;
import javafx.stage.Stage;

import javax.imageio.ImageIO;

import dev.flowloom.bench.BigFlow;
import dev.flowloom.canvas.FlowCanvas;
import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.document.Selection;
import dev.flowloom.journal.StoreLocation;
import dev.flowloom.json.DefinitionReader;
import dev.flowloom.language.Language;
import dev.flowloom.language.Texts;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Json;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.Wire;
import dev.flowloom.model.WireId;
import dev.flowloom.overlay.RunPhase;
import dev.flowloom.tool.KeyInput;
import dev.flowloom.tool.Modifiers;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// Opens the real window and has pictures taken of it, one scene after another: of all scenes, or of those whose names
/// begin as its arguments say. With --language=KOREAN they are in that language, as far as they need no menu.
public final class Pictures {
    private Pictures() {}

    public static void main(String[] args) {
        Application.launch(Show.class, args);
    }

    /// A scene: what is done before the picture, and when it can be taken.
    private record Shot(String name, Runnable before, BooleanSupplier ready) {}

    /// The window, and the scenes in order.
    public static final class Show extends Application {
        private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);
        private static final int FEWEST_FRAMES = 20;

        private final Queue<Shot> shots = new ArrayDeque<>();
        private @Nullable TestWorkbench workbench;

        @Override
        public void start(Stage stage) throws IOException {
            // Otherwise a scene that fails would leave the program waiting for ever.
            Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> {
                failure.printStackTrace();
                System.exit(1);
            });
            Theme.loadFonts();
            Language.named(getParameters().getNamed().getOrDefault("language", "ENGLISH")).ifPresent(Texts::speak);
            var bench = new TestWorkbench(Files.createTempDirectory("flowloom-pictures"),
                    types -> new Engines(new StoreLocation.InMemory(), types));
            workbench = bench;
            bench.open(stage, Samples.order());
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(1680);
            stage.setHeight(1000);
            queue(bench);
            var wanted = getParameters().getUnnamed();
            shots.removeIf(shot -> !wanted.isEmpty() && wanted.stream().noneMatch(shot.name::startsWith));
            next();
        }

        private void queue(TestWorkbench bench) {
            var window = bench.flow();
            var editor = window.editor();
            shots.add(shot("sample-light", () -> bench.look().choose(Look.Choice.LIGHT)));
            shots.add(shot("sample-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("sample-contrast", () -> bench.look().choose(Look.Choice.CONTRAST)));
            shots.add(new Shot("run-completed", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                run(bench, 0);
            }, () -> bench.isOver()));
            shots.add(new Shot("run-declined", () -> run(bench, 1), () -> bench.isOver()));
            shots.add(shot("run-declined-node", () -> window.canvas().reveal(failing(editor.diagram()))));
            shots.add(shot("run-declined-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(new Shot("run-paused", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                run(bench, 0);
                pauseSoon(bench);
            }, () -> bench.flow().canvas().getOverlay().paused()));
            shots.add(shot("run-paused-menu", () -> ((SplitMenuButton) bench.find("#stop")).show()));
            shots.add(shot("run-paused-dark", () -> {
                ((SplitMenuButton) bench.find("#stop")).hide();
                bench.look().choose(Look.Choice.DARK);
            }));
            shots.add(new Shot("run-left-done", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.flow().running().terminate();
            }, () -> bench.isOver()));
            shots.add(shot("inspector", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.clear();
                editor.select(Selection.of(failing(editor.diagram())));
            }));
            shots.add(shot("condition", () -> editor.select(Selection.of(condition(editor.diagram())))));
            shots.add(shot("expression-completion", () -> {
                type(bench, "branch-when-0", "input.quantity > 5 and $sum(input.price) > input.");
                Event.fireEvent(bench.find("#field-branch-when-0"), new KeyEvent(KeyEvent.KEY_PRESSED, " ", " ",
                        KeyCode.SPACE, false, true, false, false));
            }));
            shots.add(shot("expression-completion-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("expression-wrong-dark", () -> {
                window.canvas().requestFocus();
                type(bench, "branch-when-0", "input.express = and \"빠른 배송\" /* 한국어 */");
            }));
            shots.add(shot("expression-wrong", () -> bench.look().choose(Look.Choice.LIGHT)));
            shots.add(shot("expression-wrong-contrast", () -> bench.look().choose(Look.Choice.CONTRAST)));
            shots.add(shot("expression-value", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                type(bench, "branch-when-0", "input.item & \" \" & $string(input.quantity) & \"개, 주문 \" & input.order");
            }));
            shots.add(shot("rename-offer", () -> {
                editor.undo();
                editor.apply(new Edit.ReplaceNode(((Node.Step) Objects.requireNonNull(
                        editor.graph().node(failing(editor.diagram())))).withOutput(
                                Json.of("Card {{ input.card }}: {{ result.updated }}"))));
                var ends = editor.graph().nodes().values().stream().filter(Node.End.class::isInstance).toList();
                var end = (Node.End) ends.getFirst();
                editor.apply(new Edit.ReplaceNode(new Node.End(end.id(), end.name(), new Node.Outcome.Completed(
                        Json.of("{{ steps.chargeCard.updated }}")), end.extras())));
                editor.select(Selection.of(failing(editor.diagram())));
                type(bench, "id", "takeMoney");
                Event.fireEvent(bench.find("#field-id"), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER,
                        false, false, false, false));
            }));
            shots.add(shot("pencil", () -> ((ToggleButton) bench.find("#edit-input")).setSelected(true)));
            shots.add(shot("approve", () -> {
                ((ToggleButton) bench.find("#edit-input")).setSelected(false);
                window.desk().open(Path.of("../flows/approve-or-reject.flow.json"));
            }));
            shots.add(new Shot("approve-run", () -> run(bench, 0), () -> bench.isOver()));
            shots.add(shot("approve-way", () -> editor.select(Selection.of(condition(editor.diagram())))));
            shots.add(shot("picker", () -> {
                editor.select(Selection.NONE);
                window.canvas().press(KeyInput.Key.A, Modifiers.NONE);
            }));
            shots.add(shot("outline-and-minimap", () -> {
                ((TabPane) bench.find("#left-tabs")).getSelectionModel().select(1);
                window.canvas().setZoom(1.2);
                editor.apply(new Edit.ReplaceNode(((Node.Step) Objects.requireNonNull(
                        editor.graph().node(new NodeId("checkBudget")))).withDisabled(true)));
                editor.select(Selection.of(new NodeId("checkBudget")));
            }));
            shots.add(shot("bent", () -> {
                ((TabPane) bench.find("#left-tabs")).getSelectionModel().select(0);
                editor.undo();
                window.canvas().fit();
                window.canvas().requestFocus();
                var wire = editor.graph().wires().firstKey();
                var route = Objects.requireNonNull(editor.graph().wire(wire));
                var from = Objects.requireNonNull(editor.diagram().layout().place(route.from()));
                editor.apply(new Edit.BendWire(wire, List.of(from.plus(80, 20), from.plus(80, 160),
                        from.plus(240, 160))));
                editor.select(Selection.of(wire));
            }));
            shots.add(new Shot("laid-out", () -> {
                bench.clear();
                editor.select(Selection.NONE);
                bench.choose("Arrange", "Lay out left to right");
            }, editor::canUndo));
            shots.add(new Shot("laid-out-downwards", () -> bench.choose("Arrange", "Lay out top to bottom"),
                    editor::canUndo));
            shots.add(new Shot("refused-and-searched", () -> {
                ((TextField) bench.find("#palette-search")).setText("re");
                bench.find("#palette-search").requestFocus();
                editor.apply(new Edit.Delete(Selection.of(condition(editor.diagram())), false));
                bench.fire("#run");
            }, () -> bench.window().frame().getScene().lookup("#banner-run-problems") != null));
            shots.add(shot("refused-and-searched-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("containers", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.window().flows().add(dev.flowloom.canvas.Samples.nested());
            }));
            shots.add(shot("containers-selected-dark", () -> {
                bench.look().choose(Look.Choice.DARK);
                bench.flow().editor().select(Selection.of(new NodeId("parcels")));
            }));
            shots.add(shot("containers-entered", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.flow().canvas().enter(new NodeId("parcels"));
            }));
            shots.add(shot("containers-far", () -> {
                bench.flow().canvas().enter(null);
                bench.flow().canvas().setZoom(0.4);
            }));
            shots.add(shot("notes", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.window().flows().add(dev.flowloom.canvas.Samples.annotated());
                bench.flow().editor().select(Selection.of(new NoteId("stock")));
            }));
            shots.add(shot("notes-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("notes-contrast", () -> bench.look().choose(Look.Choice.CONTRAST)));
            shots.add(shot("notes-written", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.flow().canvas().setZoom(1);
                bench.flow().editor().select(Selection.of(new NoteId("korean")));
                bench.flow().canvas().press(KeyInput.Key.ENTER, Modifiers.NONE);
            }));
            shots.add(shot("notes-far", () -> {
                bench.flow().canvas().requestFocus();
                bench.flow().editor().select(Selection.NONE);
                bench.flow().canvas().fit();
                bench.flow().canvas().setZoom(0.4);
            }));
            shots.add(shot("label-moved", () -> {
                bench.window().flows().add(dev.flowloom.canvas.Samples.annotated());
                bench.flow().canvas().setZoom(1);
                bench.flow().canvas().reveal(new WireId("charge-declined"));
            }));
            shots.add(new Shot("problem-way", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.window().flows().add(starving());
                bench.flow().canvas().fit();
            }, () -> pointsOutTheFirstProblem(bench)));
            // Once it is pointed out it still has to be painted.
            shots.add(shot("problem-way", () -> {}));
            shots.add(shot("problem-way-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("problem-way-contrast", () -> bench.look().choose(Look.Choice.CONTRAST)));
            shots.add(shot("trip", () -> bench.window().flows().add(file("trip-booking"))));
            shots.add(new Shot("trip-cancelled", () -> run(bench, 1), () -> bench.isOver()));
            shots.add(shot("trip-cancelled-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("trip-collapsed-contrast", () -> {
                bench.look().choose(Look.Choice.CONTRAST);
                collapse(bench.flow().editor(), "each");
            }));
            shots.add(shot("trip-far", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.flow().editor().undo();
                bench.flow().canvas().setZoom(0.4);
            }));
            shots.add(new Shot("notes-laid-out", () -> {
                bench.window().flows().add(dev.flowloom.canvas.Samples.annotated());
                bench.choose("Arrange", "Lay out left to right");
            }, () -> bench.flow().editor().canUndo()));
            // The first layout takes its time, and all glides into place.
            shots.add(new Shot("notes-laid-out", () -> {}, () -> bench.flow().editor().canUndo()));
            shots.add(shot("code", () -> {
                bench.window().flows().add(file("fetch-and-store"));
                var fetched = bench.flow().editor();
                var sql = fetched.graph().nodes().values().stream()
                        .filter(node -> node instanceof Node.Step step && step.type().startsWith("sql.")).toList();
                fetched.select(Selection.of(sql.getFirst().id()));
            }));
            shots.add(shot("code", () -> {
                type(bench, "sql", """
                        -- the latest of each day
                        SELECT day, max(rate)
                        FROM rates
                        WHERE currency = :currency AND day BETWEEN {{ input.from }} AND {{ input.until }}
                        GROUP BY day""");
            }));
            shots.add(shot("code-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("code-contrast", () -> bench.look().choose(Look.Choice.CONTRAST)));
            shots.add(shot("subflow", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.window().flows().open(Path.of("..", "flows", "sell-tickets.flow.json"));
            }));
            shots.add(new Shot("subflow-ran", () -> run(bench, 1), () -> bench.isOver()));
            shots.add(shot("subflow-sheet", () -> bench.flow().editor().select(Selection.of(new NodeId("pay")))));
            shots.add(shot("source-sheet", () -> {
                bench.window().flows().add(file("import-customers"));
                bench.flow().editor().select(Selection.of(new NodeId("load")));
            }));
            shots.add(shot("source-sheet-dark", () -> bench.look().choose(Look.Choice.DARK)));
            queueWaits(bench);
            queueRestarts(bench);
            queueLetters(bench);
            queueRuns(bench);
            shots.add(shot("guides-before", () -> bench.window().flows().add(Samples.order())));
            shots.add(shot("guides", () -> drag(bench, failing(bench.flow().editor().diagram()), 190, 106)));
            shots.add(shot("guides-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("empty", () -> {
                bench.flow().canvas().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false,
                        false, false));
                bench.look().choose(Look.Choice.LIGHT);
                ((TextField) bench.find("#palette-search")).clear();
                editor.undo();
                bench.window().flows().addEmpty();
            }));
            shots.add(shot("korean", () -> bench.window().flows().add(Korean.renamed(Samples.order()))));
            shots.add(shot("big", () -> {
                bench.window().flows().add(BigFlow.of(200, 1));
                bench.flow().canvas().fit();
            }));
            queueTabs(bench);
            queueStores(bench);
            // The last: it stays in front.
            shots.add(shot("dialog", () -> Platform
                    .runLater(() -> new Dialogs(bench.window().frame()).unsaved("order-processing.flow.json"))));
        }

        /// The menus are found by what they say in English.
        private void queueStores(TestWorkbench bench) {
            shots.add(shot("store-sheet", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.choose("File", "Store of runs …");
            }));
            shots.add(new Shot("store-sheet-wrong", () -> {
                ((RadioButton) bench.find("#store-server")).setSelected(true);
                ((TextField) bench.find("#store-url")).setText("jdbc:postgresql://127.0.0.1:1/runs?user=me");
                bench.fire("#store-open");
            }, () -> !bench.find("#store-open").isDisabled()));
            shots.add(shot("store-sheet-wrong-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("store-about", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.choose("Help", "About Flowloom");
            }));
        }

        /// Two branches, of which one may end before the join.
        private static Diagram starving() {
            return Diagrams.empty().start("start", 0, 120).fork("both", 140, 120).step("pack", 300, 0)
                    .step("charge", 300, 220).end("declined", 640, 380).join("together", 640, 120)
                    .step("send", 800, 104).end("done", 1120, 120)
                    .chain("start", "both", "pack", "together", "send", "done")
                    .chain("both", "charge", "together").error("charge", Wire.Catch.ANYTHING, "declined").diagram();
        }

        private static boolean pointsOutTheFirstProblem(TestWorkbench bench) {
            var problems = bench.flow().editor().problems();
            problems.stream().filter(problem -> !problem.path().isEmpty()).findFirst()
                    .ifPresent(problem -> bench.flow().canvas().trace(problem.path()));
            return problems.stream().anyMatch(problem -> !problem.path().isEmpty());
        }

        /// What waits for people, asked and answered.
        private void queueWaits(TestWorkbench bench) {
            shots.add(shot("waits", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.window().flows().add(file("expense-approval"));
            }));
            shots.add(new Shot("waits-asked", () -> run(bench, 0), () -> isThere(bench, ".waits #approve")));
            shots.add(shot("waits-asked-node",
                    () -> bench.flow().canvas().reveal(new NodeId("askManager"))));
            shots.add(shot("waits-asked-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("waits-asked-contrast", () -> bench.look().choose(Look.Choice.CONTRAST)));
            shots.add(new Shot("waits-answered", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.fire("#approve");
            }, () -> bench.isOver()));
            shots.add(shot("waits-message", () -> bench.window().flows().add(file("await-payment"))));
            shots.add(new Shot("waits-message-awaited", () -> run(bench, 0),
                    () -> isThere(bench, ".waits #send-message")));
            shots.add(shot("waits-message-node", () -> bench.flow().canvas().reveal(new NodeId("payment"))));
        }

        /// A run that failed is retried on a definition that is mended, and is sent elsewhere.
        private void queueRestarts(TestWorkbench bench) {
            shots.add(shot("restart", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.window().flows().add(unpaid("util.fail"));
            }));
            shots.add(new Shot("restart-failed", () -> run(bench, 0), () -> bench.isOver()));
            shots.add(new Shot("restart-asked", () -> {
                var paid = Objects.requireNonNull(unpaid("data.transform").flow().graph().node(new NodeId("pay")));
                bench.flow().editor().apply(new Edit.ReplaceNode(paid));
                bench.fire("#retry");
            }, () -> bench.find("#retry-sheet").isVisible()));
            shots.add(shot("restart-asked-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("restart-asked-contrast", () -> bench.look().choose(Look.Choice.CONTRAST)));
            shots.add(new Shot("restart-kept", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.fire("#retry-sheet-go");
            }, () -> bench.flow().canvas().getOverlay().run() == RunPhase.COMPLETED));
            shots.add(new Shot("restart-failed-again", () -> {
                bench.flow().editor().undo();
                run(bench, 0);
            }, () -> bench.isOver() && bench.find("#retry").isVisible()));
            shots.add(shot("restart-jump", () -> {
                bench.flow().editor().select(Selection.of(new NodeId("send")));
                bench.flow().restarting().askJump();
            }));
        }

        private static Diagram unpaid(String type) {
            var pay = Node.Step.of(new NodeId("pay"), "Charge the card", type).withSettings(type.equals("util.fail")
                    ? Json.Obj.of("code", Json.of("card.declined")).with("message", Json.of("The card was declined."))
                            .with("severity", Json.of("critical"))
                    : Json.Obj.of("value", Json.of("paid")));
            return Diagrams.empty().start("start", 0, 16).node(giving("price", "Fetch the prices"), 140, 0)
                    .node(giving("stock", "Reserve stock"), 440, 0).node(pay, 740, 0)
                    .node(giving("send", "Send the parcel"), 1040, 0).end("end", 1340, 16)
                    .node(giving("release", "Release stock"), 440, 160)
                    .chain("start", "price", "stock", "pay", "send", "end").compensation("stock", "release").diagram();
        }

        private static Node giving(String id, String name) {
            return Node.Step.of(new NodeId(id), name, "data.transform")
                    .withSettings(Json.Obj.of("value", Json.of(id)));
        }

        /// An import of which a batch becomes a dead letter.
        private void queueLetters(TestWorkbench bench) {
            shots.add(shot("letters-flow", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.window().flows().add(file("import-customers"));
            }));
            shots.add(new Shot("letters-ran", () -> {
                bench.flow().running().start(Json.Obj.of("file", Json.of("../flows/inputs/customers.csv"))
                        .with("database", Json.of("jdbc:h2:mem:pictures;DB_CLOSE_DELAY=-1")));
            }, () -> bench.isOver()));
            shots.add(shot("letters-ran-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("letters-loop-dark",
                    () -> bench.flow().editor().select(Selection.of(new NodeId("load")))));
            shots.add(shot("letters-loop", () -> bench.look().choose(Look.Choice.LIGHT)));
            shots.add(shot("letters-palette", () -> {
                bench.flow().editor().select(Selection.NONE);
                bench.flow().canvas().press(KeyInput.Key.A, Modifiers.NONE);
            }));
            shots.add(shot("letters-window", () -> {
                bench.flow().canvas().requestFocus();
                bench.fire("#show-dead-letters");
            }));
            shots.add(shot("letters-window-wrong", () -> {
                var item = (TextInputControl) letters("#letter-item");
                item.setText(item.getText().replaceFirst("\\}", ""));
            }));
            shots.add(shot("letters-window-drop", () -> ((Button) letters("#drop")).fire()));
            shots.add(shot("letters-window-dark", () -> {
                ((Button) letters("#drop-not")).fire();
                bench.look().choose(Look.Choice.DARK);
            }));
            shots.add(shot("letters-window-contrast", () -> bench.look().choose(Look.Choice.CONTRAST)));
            shots.add(shot("letters-end", () -> {
                letters("#letters").getScene().getWindow().hide();
                bench.look().choose(Look.Choice.LIGHT);
            }));
        }

        private void queueRuns(TestWorkbench bench) {
            shots.add(shot("runs-flow", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.window().flows().add(file("trip-booking"));
            }));
            shots.add(new Shot("runs-ran", () -> run(bench, 1), bench::isOver));
            shots.add(shot("runs-asking", () -> bench.window().flows().add(file("expense-approval"))));
            shots.add(new Shot("runs-asked", () -> run(bench, 0), () -> isThere(bench, ".waits #approve")));
            shots.add(new Shot("runs-menu", () -> ((MenuBar) bench.find(".menu-bar")).getMenus().get(4).show(),
                    () -> true));
            shots.add(new Shot("runs-window", () -> {
                ((MenuBar) bench.find(".menu-bar")).getMenus().get(4).hide();
                bench.choose(tr("_Run").replace("_", ""), tr("Runs and what _waits for you …").replace("_", ""));
            }, () -> letters("#waiting-for-you").isVisible()));
            shots.add(shot("runs-window-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("runs-window-contrast", () -> bench.look().choose(Look.Choice.CONTRAST)));
            shots.add(shot("runs-end", () -> {
                letters("#runs").getScene().getWindow().hide();
                bench.look().choose(Look.Choice.LIGHT);
            }));
        }

        private static javafx.scene.Node letters(String selector) {
            return javafx.stage.Window.getWindows().stream().map(it -> it.getScene().lookup(selector))
                    .filter(Objects::nonNull).findFirst().orElseThrow();
        }

        private static boolean isThere(TestWorkbench bench, String selector) {
            return bench.window().frame().getScene().lookup(selector) != null;
        }

        private static void collapse(Editor editor, String container) {
            var id = new NodeId(container);
            var layout = editor.diagram().layout();
            editor.apply(new Edit.Resize(id, Objects.requireNonNull(layout.place(id)),
                    layout.frame(id).withCollapsed(true)));
        }

        private static Diagram file(String flow) {
            try {
                return Objects.requireNonNull(DefinitionReader
                        .read(Files.readAllBytes(Path.of("..", "flows", flow + ".flow.json"))).diagram());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Drags a node without letting it go.
        private static void drag(TestWorkbench bench, NodeId node, double dx, double dy) {
            var canvas = bench.flow().canvas();
            var bounds = canvas.boundsOf(node).orElseThrow();
            var from = canvas.localToScene(bounds.getCenterX(), bounds.getCenterY());
            mouse(canvas, MouseEvent.MOUSE_PRESSED, from);
            mouse(canvas, MouseEvent.MOUSE_DRAGGED, from.add(dx, dy));
        }

        private static void mouse(FlowCanvas canvas, EventType<MouseEvent> type, Point2D at) {
            Event.fireEvent(canvas, new MouseEvent(type, at.getX(), at.getY(), at.getX(), at.getY(),
                    MouseButton.PRIMARY, 1, false, false, false, false, true, false, false, false, false, false, null));
        }

        /// One flow with unsaved work and a long name, one that runs where nobody looks.
        private void queueTabs(TestWorkbench bench) {
            var flows = bench.window().flows();
            shots.add(shot("tabs", () -> {
                flows.open(copy("Bestellabwicklung-mit-Lagerreservierung-und-Zahlung.flow.json"));
                flows.open(copy("주문-처리-재고-확보-카드-결제-배송-알림.flow.json"));
            }));
            shots.add(shot("tabs-unsaved", () -> {
                bench.fire("#run");
                flows.turn(-1);
                var editor = bench.flow().editor();
                editor.apply(new Edit.Rename(failing(editor.diagram()), "Karte belasten"));
            }));
            shots.add(shot("tabs-focused", () -> bench.find("#flow-tabs").requestFocus()));
            shots.add(shot("tabs-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("tabs-contrast", () -> bench.look().choose(Look.Choice.CONTRAST)));
            shots.add(new Shot("tabs-many", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                for (int i = 0; i < 9; i++) {
                    flows.open(copy("flow-" + i + ".flow.json"));
                }
            }, () -> flows.all().size() > 10));
            // When all are there they still have to be painted.
            shots.add(shot("tabs-many", () -> {}));
        }

        private static Path copy(String name) {
            try {
                return Files.copy(Path.of("../flows/order-processing.flow.json"),
                        Files.createTempDirectory("flowloom-pictures").resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void type(TestWorkbench bench, String field, String text) {
            var input = (TextInputControl) bench.find("#field-" + field);
            input.requestFocus();
            input.setText(text);
            input.end();
        }

        private static Shot shot(String name, Runnable before) {
            return new Shot(name, before, () -> true);
        }

        private static NodeId failing(Diagram diagram) {
            var ids = diagram.flow().graph().nodes().keySet();
            return ids.stream().filter(id -> id.value().toLowerCase(Locale.ROOT).contains("charge"))
                    .findFirst().orElse(ids.iterator().next());
        }

        private static NodeId condition(Diagram diagram) {
            var nodes = diagram.flow().graph().nodes();
            return nodes.values().stream().filter(Node.Condition.class::isInstance)
                    .map(Node::id).findFirst().orElse(nodes.firstKey());
        }

        private static void run(TestWorkbench bench, int input) {
            ((ComboBox<?>) bench.find("#inputs")).getSelectionModel().select(input);
            bench.fire("#run");
        }

        /// As soon as there is a run to pause. Another one where that was over before.
        private static void pauseSoon(TestWorkbench bench) {
            new AnimationTimer() {
                private boolean asked;

                @Override
                public void handle(long now) {
                    var overlay = bench.flow().canvas().getOverlay();
                    if (overlay.paused()) {
                        stop();
                    } else if (!asked && overlay.run() == RunPhase.RUNNING) {
                        asked = true;
                        bench.flow().running().pause();
                    } else if (asked && bench.isOver()) {
                        asked = false;
                        run(bench, 0);
                    }
                }
            }.start();
        }

        private void next() {
            var shot = shots.poll();
            if (shot == null) {
                List.copyOf(javafx.stage.Window.getWindows()).reversed().forEach(javafx.stage.Window::hide);
                Platform.exit();
                return;
            }
            shot.before.run();
            long from = System.nanoTime();
            new AnimationTimer() {
                private int frames;

                @Override
                public void handle(long now) {
                    if (++frames > FEWEST_FRAMES && System.nanoTime() - from > PATIENCE && shot.ready.getAsBoolean()) {
                        stop();
                        take(shot.name);
                        next();
                    }
                }
            }.start();
        }

        private static void take(String name) {
            var screen = Screen.getPrimary().getBounds();
            var seen = new Robot().getScreenCapture(null, screen);
            var picture = new BufferedImage((int) seen.getWidth(), (int) seen.getHeight(), BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < picture.getHeight(); y++) {
                for (int x = 0; x < picture.getWidth(); x++) {
                    picture.setRGB(x, y, seen.getPixelReader().getArgb(x, y));
                }
            }
            try {
                ImageIO.write(picture, "png", Path.of("target/pictures", name + ".png").toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() throws Exception {
            if (workbench != null) {
                workbench.close();
            }
        }
    }

    /// The sample as a Korean user would name things.
    private static final class Korean {
        private static final List<String> NAMES = List.of("주문 접수", "재고 확보", "카드 결제", "재고 되돌리기", "주문 확정",
                "결제 취소", "완료", "알림 보내기", "실패");

        private Korean() {}

        static Diagram renamed(Diagram diagram) {
            var graph = diagram.flow().graph();
            int i = 0;
            for (var node : diagram.flow().graph().nodes().values()) {
                graph = graph.with(node.withName(NAMES.get(i++ % NAMES.size())));
            }
            return diagram.withFlow(diagram.flow().withGraph(graph));
        }
    }
}
