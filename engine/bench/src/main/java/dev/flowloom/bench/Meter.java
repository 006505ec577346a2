package dev.flowloom.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

/// What a process takes, and how it tells the one that began it what was measured.
final class Meter {
    private static final String MARK = "figure ";
    private static final OperatingSystemMXBean SYSTEM = ManagementFactory
            .getPlatformMXBean(OperatingSystemMXBean.class);

    private Meter() {}

    /// Of this process, in milliseconds.
    static double cpu() {
        return SYSTEM.getProcessCpuTime() / 1e6;
    }

    /// Since this process was begun, in milliseconds.
    static double uptime() {
        return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    /// In megabytes, what is in use right after a collection.
    static double heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }

    static void tell(String metric, double value) {
        System.out.println(MARK + metric + " " + String.format(Locale.ROOT, "%.3f", value));
    }

    /// A figure that was told in a line, as its name and value; null where the line is something else.
    static String @Nullable [] told(String line) {
        return line.startsWith(MARK) ? line.substring(MARK.length()).split(" ", -1) : null;
    }
}
