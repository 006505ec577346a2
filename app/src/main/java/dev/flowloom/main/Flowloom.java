package dev.flowloom.main;

import java.util.Locale;
import java.util.Map;
import javafx.application.Application;

import dev.flowloom.files.UserPlaces;

/// Starts the workbench. It is not itself an [Application], so that it can be started from the class path.
public final class Flowloom {
    /// What is Flowloom's own fault, as opposed to a flow's.
    private static final int CANNOT_START = 3;

    private Flowloom() {}

    public static void main(String[] args) {
        if (lacksDisplay(System.getProperty("os.name", ""), System.getenv(),
                System.getProperty("glass.platform", ""))) {
            sayThereIsNoDisplay();
        }
        Logs.writeTo(UserPlaces.ofThisUser().log());
        try {
            Application.launch(Workbench.class, args);
        } catch (UnsupportedOperationException e) {
            sayThereIsNoDisplay();
        }
    }

    static boolean lacksDisplay(String system, Map<String, String> environment, String platform) {
        return system.toLowerCase(Locale.ROOT).startsWith("linux") && !platform.equalsIgnoreCase("headless")
                && environment.getOrDefault("DISPLAY", "").isBlank();
    }

    private static void sayThereIsNoDisplay() {
        System.err.println("There is no display to open the workbench on; run a flow without one: ./flowloom run FILE");
        System.exit(CANNOT_START);
    }
}
