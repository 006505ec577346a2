package dev.flowloom.main;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.flowloom.json.DefinitionWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/// The workbench is killed in the middle of editing, again and again, and each time goes on with all of its flows.
@Tag("alone")
@Execution(ExecutionMode.CONCURRENT)
class KilledWorkbenchTest {
    private static final int KILLS = 20;
    /// A window takes long to start; so every so many programs have it, with all flows in tabs that come back by
    /// themselves, and the others only what is behind it.
    private static final int WITH_WINDOW = 7;
    /// Every so many programs live longer than the others.
    private static final int LONG_LIVED = 4;
    /// The oldest that what comes back may be, in milliseconds in which the machine let the program work.
    private static final long OLDEST = 1_000;
    /// At least so many steps can be undone or redone after a kill, where there were as many.
    private static final int REVISIONS = 200;

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    KilledWorkbenchTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private Program start(long seed, boolean window) throws IOException {
        var program = new Program(folder, seed, window);
        processes.add(program.process);
        return program;
    }

    @Test
    // In a thread of its own, because one that waits for a program's output can't be interrupted.
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void killedTwentyTimesItLosesAtMostASecondOfAnyFlowAndItsHistory() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("KilledWorkbenchTest: seed " + seed);
        var random = new Random(seed);
        Files.write(folder.resolve(KilledWorkbench.FILE), DefinitionWriter.write(KilledWorkbench.flow("Flow")));
        var past = List.<Course>of();
        var program = start(random.nextLong(), true);
        for (int kill = 0; kill <= KILLS; kill++) {
            // Starting takes longer than editing; so the next one is started already.
            var next = kill < KILLS ? start(random.nextLong(), (kill + 1) % WITH_WINDOW == 0) : null;
            var found = program.goOn();
            for (int i = 0; i < past.size(); i++) {
                int flow = i;
                assertThat(past.get(flow).recent())
                        .as("kill %d, flow %d, seed %d, found %s, said %s", kill, flow, seed, found.get(flow),
                                past.get(flow).said)
                        .satisfiesAnyOf(recent -> assertThat(recent).anyMatch(found.get(flow)::isEndOf),
                                recent -> assertThat(recent.getLast()).matches(found.get(flow)::isOneAfter));
            }
            // Only what lives for longer than a second can lose more than that.
            Thread.sleep(kill % LONG_LIVED == 1 ? 1_200 + random.nextInt(800) : 200 + random.nextInt(700));
            past = program.kill(found);
            program = next == null ? program : next;
        }
    }

    /// A history, as what its diagrams print as.
    private record Timeline(List<String> states, int at) {

        /// Whether it is the other, but for revisions so long ago that they may be forgotten.
        boolean isEndOf(Timeline other) {
            int dropped = other.states.size() - states.size();
            return dropped >= 0 && (dropped == 0 || states.size() > REVISIONS) && other.at - dropped == at
                    && other.states.subList(dropped, other.states.size()).equals(states);
        }

        /// Whether it is the other after one more edit or undoing, which was kept but not said before the kill.
        boolean isOneAfter(Timeline last) {
            boolean isEdited = IntStream.of(last.at, last.at + 1)
                    .anyMatch(position -> isEndOf(last.edited(position, states.getLast())));
            return isEdited || IntStream.of(last.at - 1, last.at + 1)
                    .filter(position -> position >= 0 && position < last.states.size())
                    .anyMatch(position -> isEndOf(new Timeline(last.states, position)));
        }

        Timeline edited(int position, String state) {
            var next = new ArrayList<>(states.subList(0, position));
            next.add(state);
            return new Timeline(next, position);
        }

        Timeline moved(int position, String state) {
            assertThat(states.get(position)).isEqualTo(state);
            return new Timeline(states, position);
        }
    }

    /// What became of one flow, edit by edit, until the program was killed.
    private static final class Course {
        private final long since;
        private final List<Timeline> recent = new ArrayList<>();
        /// All of it, in words, for a person to read.
        private final List<String> said = new ArrayList<>();

        /// @param since from when on nothing of it may be missing but what came last
        Course(Timeline found, long since) {
            this.since = since;
            recent.add(found);
            said.add("found " + found.at);
        }

        void add(String kind, int position, String state, long time) {
            var now = recent.getLast();
            var next = kind.equals("edit") ? now.edited(position, state) : now.moved(position, state);
            said.add("%s %d %s %+d ms".formatted(kind, position, state, time - since));
            if (time < since) {
                recent.clear();
            }
            recent.add(next);
        }

        /// What the flow was within the last second or so.
        List<Timeline> recent() {
            return recent;
        }
    }

    /// A running workbench.
    private static final class Program {
        private final Process process;
        private final BufferedReader output;

        Program(Path folder, long seed, boolean window) throws IOException {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            process = new ProcessBuilder(java, "-Dglass.platform=Headless", "-Dprism.order=sw",
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED",
                    "-cp", System.getProperty("java.class.path"),
                    KilledWorkbench.class.getName(), folder.toString(), String.valueOf(seed),
                    String.valueOf(window))
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            output = process.inputReader();
        }

        /// What it has found of each flow; from then on it edits.
        List<Timeline> goOn() throws IOException {
            assertThat(output.readLine()).isEqualTo("started");
            try (var writer = process.outputWriter()) {
                writer.write("go\n");
            }
            var found = new ArrayList<Timeline>();
            for (int flow = 0; flow < KilledWorkbench.FLOWS; flow++) {
                var words = String.valueOf(output.readLine()).split(" ", -1);
                assertThat(words).startsWith("found", String.valueOf(flow));
                found.add(new Timeline(List.of(words[3].split(",", -1)), Integer.parseInt(words[2])));
            }
            assertThat(output.readLine()).isEqualTo("ready");
            return found;
        }

        /// Kills it, and says what became of each flow.
        List<Course> kill(List<Timeline> found) throws InterruptedException {
            long now = System.currentTimeMillis();
            process.toHandle().destroyForcibly();
            var said = said();
            long since = since(said, now);
            var courses = found.stream().map(timeline -> new Course(timeline, since)).toList();
            said.stream().filter(words -> words.length == 5).forEach(words -> courses.get(Integer.parseInt(words[1]))
                    .add(words[0], Integer.parseInt(words[2]), words[3], Long.parseLong(words[4])));
            process.waitFor();
            return courses;
        }

        private List<String[]> said() {
            try (output) {
                // A line that was cut off was not said.
                return output.lines().map(line -> line.split(" ", -1))
                        .filter(words -> words[words.length - 1].length() == 13).toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static long since(List<String[]> said, long killed) {
            long at = killed;
            long left = OLDEST;
            // Nobody says how much of what came after the last beat it was let work.
            long worked = KilledWorkbench.BETWEEN_BEATS;
            for (var words : said.reversed()) {
                if (words[0].equals("beat") && left > 0) {
                    long between = at - Long.parseLong(words[2]);
                    long counts = Math.min(worked, between);
                    at -= counts < left ? between : between * left / counts;
                    left -= counts;
                    worked = Long.parseLong(words[1]);
                }
            }
            return at - Math.max(0, left);
        }
    }
}
