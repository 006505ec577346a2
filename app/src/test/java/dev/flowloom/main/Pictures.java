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
import javafx.scene.control.ComboBox;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.robot.Robot;
import javafx.stage.Screen;
import javafx.stage.Stage;

import javax.imageio.ImageIO;

import dev.flowloom.document.Edit;
import dev.flowloom.document.Selection;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.NoteId;
import dev.flowloom.model.WireId;
import dev.flowloom.tool.KeyInput;
import dev.flowloom.tool.Modifiers;
import org.jspecify.annotations.Nullable;

/// Opens the real window and has pictures taken of it, one scene after another: of all scenes, or of those whose names
/// begin as its arguments say.
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
            var bench = new TestWorkbench(Files.createTempDirectory("flowloom-pictures"));
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
            var window = bench.window();
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
            shots.add(shot("inspector", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                bench.clear();
                editor.select(Selection.of(failing(editor.diagram())));
            }));
            shots.add(shot("condition", () -> editor.select(Selection.of(condition(editor.diagram())))));
            shots.add(shot("pencil", () -> ((ToggleButton) bench.find("#edit-input")).setSelected(true)));
            shots.add(shot("approve", () -> {
                ((ToggleButton) bench.find("#edit-input")).setSelected(false);
                window.open(Path.of("../flows/approve-or-reject.flow.json"));
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
                window.desk().openUntitled(dev.flowloom.canvas.Samples.nested());
            }));
            shots.add(shot("containers-selected-dark", () -> {
                bench.look().choose(Look.Choice.DARK);
                editor.select(Selection.of(new NodeId("parcels")));
            }));
            shots.add(shot("containers-entered", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                window.canvas().enter(new NodeId("parcels"));
            }));
            shots.add(shot("containers-far", () -> {
                window.canvas().enter(null);
                window.canvas().setZoom(0.4);
            }));
            shots.add(shot("notes", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                window.desk().openUntitled(dev.flowloom.canvas.Samples.annotated());
                editor.select(Selection.of(new NoteId("stock")));
            }));
            shots.add(shot("notes-dark", () -> bench.look().choose(Look.Choice.DARK)));
            shots.add(shot("notes-contrast", () -> bench.look().choose(Look.Choice.CONTRAST)));
            shots.add(shot("notes-written", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                window.canvas().setZoom(1);
                editor.select(Selection.of(new NoteId("korean")));
                window.canvas().press(KeyInput.Key.ENTER, Modifiers.NONE);
            }));
            shots.add(shot("notes-far", () -> {
                window.canvas().requestFocus();
                editor.select(Selection.NONE);
                window.canvas().fit();
                window.canvas().setZoom(0.4);
            }));
            shots.add(shot("label-moved", () -> {
                window.desk().openUntitled(dev.flowloom.canvas.Samples.annotated());
                window.canvas().setZoom(1);
                window.canvas().reveal(new WireId("charge-declined"));
            }));
            shots.add(shot("empty", () -> {
                bench.look().choose(Look.Choice.LIGHT);
                ((TextField) bench.find("#palette-search")).clear();
                editor.undo();
                window.desk().openUntitled(Samples.empty());
            }));
            shots.add(shot("korean", () -> window.desk().openUntitled(Korean.renamed(Samples.order()))));
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

        private void next() {
            var shot = shots.poll();
            if (shot == null) {
                Platform.exit();
                return;
            }
            shot.before.run();
            long from = System.nanoTime();
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    if (System.nanoTime() - from > PATIENCE && shot.ready.getAsBoolean()) {
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
        public void stop() {
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
