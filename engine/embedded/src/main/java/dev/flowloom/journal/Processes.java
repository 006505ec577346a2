package dev.flowloom.journal;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Names processes to people.
final class Processes {
    private Processes() {}

    static String thisOne() {
        return "process %d of %s on %s".formatted(ProcessHandle.current().pid(),
                System.getProperty("user.name", "somebody"), host());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "an unknown computer";
        }
    }
}
