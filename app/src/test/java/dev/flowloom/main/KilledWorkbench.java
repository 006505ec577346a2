package dev.flowloom.main;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.flowloom.document.Diagrams;
import dev.flowloom.document.Edit;
import dev.flowloom.document.Editor;
import dev.flowloom.document.History;
import dev.flowloom.document.Ids;
import dev.flowloom.document.Selection;
import dev.flowloom.files.Aside;
import dev.flowloom.files.Disk;
import dev.flowloom.files.DraftKeeper;
import dev.flowloom.files.Drafts;
import dev.flowloom.files.FileTrouble;
import dev.flowloom.files.FlowDesk;
import dev.flowloom.files.Histories;
import dev.flowloom.files.Notices;
import dev.flowloom.files.Settings;
import dev.flowloom.json.DefinitionWriter;
import dev.flowloom.model.Diagram;
import dev.flowloom.model.Flow;
import dev.flowloom.model.Node;
import dev.flowloom.model.NodeId;
import dev.flowloom.model.Problem;

/// The workbench as a program that goes on with what an earlier one left, and then edits until it is killed. It says on
/// its standard output what it found, and each edit after the editor has made it.
final class KilledWorkbench {
    /// How many flows are open. The last is one with a file.
    static final int FLOWS = 3;
    /// The file of the last of them.
    static final String FILE = "saved.flow.json";
    /// How often it says that it is let work.
    private static final Duration BEAT = Duration.ofMillis(100);
    /// How long it wants the processor for each time, and how often the disk: as often as for a draft.
    private static final Duration BUSY = Duration.ofMillis(10);
    private static final int FORCES = 3;
    /// What at most of the time between two beats counts as such in which it was let work.
    static final long BETWEEN_BEATS = BEAT.plus(BUSY).toMillis() * 3 / 2;
    private static final int MOST_NODES = 20;

    private final Path folder;
    private final Random random;
    private final Desks desks;

    /// The flows that are open, and the thread that owns them.
    interface Desks {
        /// Does what the program or its user does to go on with what was left.
        void goOn() throws Exception;

        Editor editor(int flow);

        FlowDesk desk(int flow);

        <T> T from(Callable<T> question) throws Exception;
    }

    private KilledWorkbench(Path folder, long seed, Desks desks) {
        this.folder = folder;
        this.desks = desks;
        random = new Random(seed);
    }

    static Diagram flow(String name) {
        var plain = Diagrams.empty().start(0, 0).diagram();
        var flow = plain.flow();
        return plain.withFlow(Flow.of(flow.id(), name, flow.graph()));
    }

    public static void main(String[] args) throws Exception {
        // One that goes wrong says so and ends, so that nobody waits for what it will never say.
        Thread.setDefaultUncaughtExceptionHandler((_, bug) -> fail(bug));
        var folder = Path.of(args[0]);
        var kept = folder.resolve("kept");
        var desks = Boolean.parseBoolean(args[2]) ? new InTabs(kept, folder.resolve(FILE)) : new WithoutWindows(kept);
        var program = new KilledWorkbench(folder, Long.parseLong(args[1]), desks);
        // Started ahead of its time, while another is still editing.
        System.out.println("started");
        if (System.in.read() >= 0) {
            program.goOn();
            program.edit();
        }
    }

    private static void fail(Throwable bug) {
        bug.printStackTrace();
        Runtime.getRuntime().halt(1);
    }

    private void goOn() throws Exception {
        desks.goOn();
        var last = desks.desk(FLOWS - 1);
        if (desks.from(() -> last.file() == null)) {
            require(done(desks, () -> last.open(folder.resolve(FILE))));
        }
        for (int i = 0; i < FLOWS; i++) {
            int flow = i;
            System.out.println(desks.from(() -> "found " + flow + " " + print(history(flow))));
        }
        System.out.println("ready");
    }

    private static boolean done(Desks desks, Callable<CompletionStage<Boolean>> deed) throws Exception {
        return desks.from(deed).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static int flowCalled(String title) {
        return title.equals(FILE) ? FLOWS - 1 : Integer.parseInt(title.substring("Flow ".length()));
    }

    /// The workbench's window with a tab for each flow, on a screen that nobody sees.
    private static final class InTabs implements Desks {
        private final TestWorkbench bench;
        private final Path file;

        InTabs(Path kept, Path file) throws Exception {
            this.file = file;
            bench = TestWorkbench.in(kept);
            bench.open(Samples.empty());
        }

        /// Most comes back by itself; what was never changed doesn't.
        @Override
        public void goOn() throws Exception {
            require(done(this, () -> bench.window().restore(List.of(file))));
            for (int i = 0; i < FLOWS - 1; i++) {
                var name = "Flow " + i;
                Fx.on(() -> {
                    if (pages().stream().noneMatch(page -> page.desk().title().equals(name))) {
                        bench.window().flows().add(flow(name));
                    }
                });
            }
            require(Fx.from(() -> pages().size() == FLOWS));
        }

        private List<FlowPage> pages() {
            return bench.window().flows().all();
        }

        private FlowPage page(int flow) {
            return pages().stream().filter(page -> flowCalled(page.desk().title()) == flow).findFirst().orElseThrow();
        }

        @Override
        public Editor editor(int flow) {
            return page(flow).editor();
        }

        @Override
        public FlowDesk desk(int flow) {
            return page(flow).desk();
        }

        @Override
        public <T> T from(Callable<T> question) {
            return Fx.from(question);
        }
    }

    /// The same editors and desks without the windows around them, which take long to start.
    private static final class WithoutWindows implements Desks {
        private final Drafts drafts;
        private final List<Editor> editors = new ArrayList<>();
        private final List<FlowDesk> desks = new ArrayList<>();
        private final ExecutorService thread = Executors.newSingleThreadExecutor();

        WithoutWindows(Path kept) {
            var disk = new Disk();
            var writer = Executors.newSingleThreadScheduledExecutor();
            var aside = new Aside(task -> Thread.ofVirtual().start(task), thread);
            var settings = new Settings(kept.resolve("settings"), disk);
            drafts = new Drafts(kept.resolve("drafts"), disk);
            for (int i = 0; i < FLOWS; i++) {
                var editor = new Editor(flow("Flow " + i));
                var keeper = new DraftKeeper(drafts.open(), new Histories(kept.resolve("histories"), disk), writer,
                        KilledWorkbench::fail);
                editors.add(editor);
                desks.add(new FlowDesk(editor, disk, keeper, settings, new TestWorkbench.Answers(), new Silence(),
                        InstantSource.system(), aside));
            }
        }

        @Override
        public void goOn() throws Exception {
            for (var left : drafts.left()) {
                require(done(this, () -> desk(flowCalled(left.draft().title())).resume(left)));
            }
        }

        @Override
        public Editor editor(int flow) {
            return editors.get(flow);
        }

        @Override
        public FlowDesk desk(int flow) {
            return desks.get(flow);
        }

        @Override
        public <T> T from(Callable<T> question) throws Exception {
            return thread.submit(question).get();
        }
    }

    /// Notices that nobody reads, as long as nothing is wrong.
    private static final class Silence implements Notices {
        @Override
        public void trouble(FileTrouble trouble) {
            throw new IllegalStateException(trouble);
        }

        @Override
        public void broken(Path file, List<Problem> problems) {
            throw new IllegalStateException(problems.toString());
        }

        @Override
        public void brokenDraft(Drafts.Left left, List<Problem> problems) {
            throw new IllegalStateException(problems.toString());
        }

        @Override
        public void opened(List<Problem> problems, boolean readOnly) {
            // As it should be.
        }

        @Override
        public void saved() {
            // As it should be.
        }

        @Override
        public void changedElsewhere(FlowDesk desk, boolean gone) {
            throw new IllegalStateException("nobody else is here");
        }

        @Override
        public void asItWas() {
            // As it should be.
        }

        @Override
        public void compared(List<String> differences) {
            throw new IllegalStateException("nobody asked");
        }
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the workbench doesn't go on with what was left");
        }
    }

    private History history(int flow) {
        return desks.editor(flow).state().history();
    }

    private static String print(History history) {
        return history.position() + " " + history.revisions().stream().map(revision -> print(revision.diagram()))
                .collect(Collectors.joining(","));
    }

    private static String print(Diagram diagram) {
        return Integer.toHexString(DefinitionWriter.text(diagram).hashCode());
    }

    /// Says each time how much of the time since it last said so it was let work: what it got of the processor where it
    /// asked for some, as long as the disk didn't keep it waiting. How late that comes is how late a draft may be for which
    /// the workbench can do nothing.
    private void beat() {
        try (var scratch = FileChannel.open(Files.createTempFile(folder, "beat", ""), StandardOpenOption.WRITE)) {
            long last = System.currentTimeMillis();
            for (long share = 100;; share = share()) {
                for (int i = 0; i < FORCES; i++) {
                    scratch.write(ByteBuffer.allocate(1), 0);
                    scratch.force(false);
                }
                long now = System.currentTimeMillis();
                System.out.println("beat %d %d".formatted(Math.min(BETWEEN_BEATS, now - last) * share / 100, now));
                last = now;
                Thread.sleep(BEAT);
            }
        } catch (IOException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Of the time that this thread wants to be busy, how much of a hundred it is.
    private static long share() {
        var threads = ManagementFactory.getThreadMXBean();
        long since = System.nanoTime();
        long spent = threads.getCurrentThreadCpuTime();
        while (threads.getCurrentThreadCpuTime() - spent < BUSY.toNanos()) {
            Thread.onSpinWait();
        }
        return Math.min(100, 100 * BUSY.toNanos() / (System.nanoTime() - since));
    }

    private void edit() throws Exception {
        Thread.ofPlatform().daemon().start(this::beat);
        for (int i = 1;; i++) {
            int number = i;
            int flow = random.nextInt(FLOWS);
            desks.from(() -> edit(flow, number));
            Thread.sleep(Duration.ofMillis(random.nextInt(15)));
        }
    }

    private boolean edit(int flow, int number) {
        var before = history(flow);
        boolean isEdit = editOrUndo(flow, number);
        var after = history(flow);
        if (before.present().number() != after.present().number()) {
            System.out.println("%s %d %d %s %d".formatted(isEdit ? "edit" : "undo", flow, after.position(),
                    print(after.diagram()), System.currentTimeMillis()));
        }
        return isEdit;
    }

    /// Whether it was an edit.
    private boolean editOrUndo(int flow, int number) {
        var editor = desks.editor(flow);
        var nodes = List.copyOf(editor.graph().nodes().keySet());
        switch (random.nextInt(20)) {
            case 0, 1 -> editor.undo();
            case 2 -> editor.redo();
            case 3, 4, 5 -> editor.apply(new Edit.AddNode(
                    Node.Step.of(Ids.forNode(editor.graph(), "step"), "Step " + number, "log"),
                    Diagrams.point(number, number)));
            case 6, 7 -> editor.apply(Edit.MoveNodes.of(nodes, 8, random.nextInt(8)));
            case 8 -> {
                var last = nodes.size() > MOST_NODES ? nodes.subList(MOST_NODES / 2, nodes.size()) : List.<NodeId>of();
                editor.apply(new Edit.Delete(Selection.ofNodes(last), true));
            }
            case 9, 10, 11 -> editor.applyInBurst(new Edit.Rename(nodes.getFirst(), "typed " + number), "name");
            case 12 -> {
                if (flow == FLOWS - 1) {
                    Objects.requireNonNull(desks.desk(flow).save());
                }
            }
            default -> editor.apply(new Edit.Rename(nodes.getLast(), "name " + number));
        }
        return !editor.canRedo();
    }
}
