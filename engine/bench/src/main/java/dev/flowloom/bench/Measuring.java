package dev.flowloom.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import dev.flowloom.bench.Subject.Place;

/// The process that measures one subject, in one setting, in one case. Arguments: the subject's class, the setting, the
/// case, whether it is to be quick, a folder, and the URL of a database.
public final class Measuring {
    private static final double MEGABYTE = 1 << 20;

    private final Subject subject;
    private final Place place;
    private final double warm;
    private final double seconds;

    private Measuring(Subject subject, Place place, boolean quick) {
        this.subject = subject;
        this.place = place;
        this.warm = quick ? 1 : 15;
        this.seconds = quick ? 1.5 : 6;
    }

    public static void main(String[] arguments) {
        // Engines leave threads behind that would hold the process.
        System.exit(measure(arguments));
    }

    private static int measure(String[] arguments) {
        try {
            var subject = Class.forName(arguments[0]).asSubclass(Subject.class).getConstructor().newInstance();
            var place = new Place(Setting.labelled(arguments[1]), Path.of(arguments[4]), arguments[5]);
            var one = Cases.named(arguments[2]).getFirst();
            new Measuring(subject, place, Boolean.parseBoolean(arguments[3])).measure(one, arguments);
            return 0;
        } catch (Exception | Error e) {
            e.printStackTrace();
            return 1;
        }
    }

    private void measure(Case one, String[] arguments) throws Exception {
        switch (one) {
            case Case.Closed closed -> closed(closed);
            case Case.Half half -> half(half);
            case Case.Waiting waiting -> waiting(waiting);
            case Case.Recovery recovery -> recovery(recovery, arguments);
            case Case.Day day -> day(day);
            case Case.Rows rows -> rows(rows);
        }
    }

    private void closed(Case.Closed closed) throws Exception {
        open(closed.shape());
        var load = new Load(subject);
        int before = 1 + load.closed(closed.atOnce(), warm).latencies().count();
        long size = subject.storeSize();
        double cpu = Meter.cpu();
        var done = load.closed(closed.atOnce(), seconds);
        tell(done, closed.shape(), Meter.cpu() - cpu);
        double steps = (double) done.latencies().count() * closed.shape().steps();
        tellSize("store_bytes_per_step", (subject.storeSize() - size) / steps);
        Meter.tell("heap_after_mb", Meter.heap());
        subject.close();
        tellSize("closed_bytes_per_step", subject.storeSize() / (steps + (double) before * closed.shape().steps()));
    }

    private void tellSize(String metric, double bytes) {
        if (place.setting() != Setting.MEMORY) {
            Meter.tell(metric, bytes);
        }
    }

    private static void tell(Load.Done done, Shape shape, double cpu) {
        var latencies = done.latencies();
        Meter.tell("runs_per_s", done.perSecond());
        Meter.tell("steps_per_s", done.perSecond() * shape.steps());
        Meter.tell("p50_ms", latencies.percentile(0.5));
        Meter.tell("p95_ms", latencies.percentile(0.95));
        Meter.tell("p99_ms", latencies.percentile(0.99));
        Meter.tell("cpu_ms_per_run", cpu / latencies.count());
    }

    private void half(Case.Half half) throws Exception {
        open(half.shape());
        var load = new Load(subject);
        load.closed(Case.Half.PEAK, warm);
        double rate = load.closed(Case.Half.PEAK, warm).perSecond() / 2;
        load.paced(rate, warm / 2);
        double cpu = Meter.cpu();
        var done = load.paced(rate, seconds);
        tell(done, half.shape(), Meter.cpu() - cpu);
        subject.close();
    }

    private void open(Shape shape) throws Exception {
        subject.open(place, shape);
        subject.run();
        Meter.tell("start_up_ms", Meter.uptime());
    }

    private void waiting(Case.Waiting waiting) throws Exception {
        var sleeping = (Subject.Sleeping) subject;
        sleeping.open(place, waiting.shape());
        double begin = Meter.uptime();
        sleeping.park(waiting.runs(), waiting.by());
        Meter.tell("parked_per_s", waiting.runs() / (Meter.uptime() - begin) * 1e3);
        Meter.tell("heap_waiting_mb", Meter.heap());
        Meter.tell("wake_ms", sleeping.wake());
        Meter.tell("heap_after_mb", Meter.heap());
        Meter.tell("store_mb", subject.storeSize() / MEGABYTE);
        sleeping.close();
    }

    /// The runs are begun in another process, which is killed.
    private void recovery(Case.Recovery recovery, String[] arguments) throws Exception {
        var recovering = (Subject.Recovering) subject;
        var process = Java.start(new ProcessBuilder(beginning(recovery, arguments)));
        boolean begun = Java.read(process, Beginning.BEGUN::equals);
        process.toHandle().destroyForcibly();
        if (!process.waitFor(1, TimeUnit.MINUTES) || !begun) {
            throw new IllegalStateException("the runs could not be begun");
        }
        var took = recovering.recover(place, recovery.runs());
        Meter.tell("first_step_ms", took[0]);
        Meter.tell("all_ms", took[1]);
        Meter.tell("heap_after_mb", Meter.heap());
        recovering.close();
    }

    private static List<String> beginning(Case.Recovery recovery, String[] arguments) {
        var command = new ArrayList<>(Java.command(System.getProperty("java.class.path", ""), recovery.heap()));
        command.addAll(List.of(Beginning.class.getName(), arguments[0], arguments[1], recovery.name(), arguments[4],
                arguments[5]));
        return command;
    }

    private void day(Case.Day day) throws Exception {
        var keeping = (Subject.Keeping) subject;
        keeping.open(place, day.shape());
        var load = new Load(keeping);
        double seconds = 0;
        double largest = 0;
        for (int hour = 1; hour <= Case.Day.HOURS; hour++) {
            seconds += load.counted(Case.Day.AT_ONCE, day.runsAnHour()).seconds();
            keeping.keep(day.runsAnHour());
            double size = keeping.storeSize() / MEGABYTE;
            largest = Math.max(largest, size);
            if (hour == 1 || hour % 6 == 0) {
                Meter.tell("store_mb_%dh".formatted(hour), size);
            }
        }
        Meter.tell("store_mb_largest", largest);
        Meter.tell("runs_per_s", Case.Day.HOURS * day.runsAnHour() / seconds);
        Meter.tell("heap_after_mb", Meter.heap());
        Thread.sleep(Case.Day.IDLE);
        Meter.tell("store_mb_idle", keeping.storeSize() / MEGABYTE);
        keeping.close();
        Meter.tell("store_mb_closed", keeping.storeSize() / MEGABYTE);
    }

    private void rows(Case.Rows rows) throws Exception {
        var moving = (Subject.Moving) subject;
        moving.open(place, rows.shape());
        moving.fill(rows.rows());
        long before = subject.storeSize();
        double cpu = Meter.cpu();
        long begin = System.nanoTime();
        moving.move(rows.rows(), rows.batch());
        double took = (System.nanoTime() - begin) / 1e9;
        cpu = Meter.cpu() - cpu;
        Meter.tell("rows_per_s", rows.rows() / took);
        Meter.tell("cpu_us_per_row", cpu * 1e3 / rows.rows());
        if (subject.storeSize() > 0) {
            Meter.tell("store_bytes_per_row", (subject.storeSize() - before) / (double) rows.rows());
        }
        Meter.tell("heap_peak_mb", heapPeak(() -> moving.move(rows.rows(), rows.batch())));
        Meter.tell("heap_after_mb", Meter.heap());
        moving.close();
    }

    private interface Work {
        void run() throws Exception;
    }

    /// The most that is in use right after a collection, while something is done. Collections take time: how long that takes says
    /// nothing.
    private static double heapPeak(Work work) throws Exception {
        var over = new AtomicBoolean();
        var peak = new double[1];
        var watch = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                peak[0] = Math.max(peak[0], Meter.heap());
                LockSupport.parkNanos(500_000_000);
            }
        });
        work.run();
        over.set(true);
        watch.join();
        return peak[0];
    }
}
