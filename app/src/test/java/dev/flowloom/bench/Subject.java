package dev.flowloom.bench;

import java.nio.file.Path;

/// Something that draws a flow. Used by the thread of the user interface.
interface Subject {
    String name();

    /// Begins to open a file.
    void open(Path file);

    /// Whether a flow of so many nodes is open.
    boolean shows(int nodes);

    /// Puts the middle of the flow into the middle of the window.
    void look(double zoom);

    void pan(double dx, double dy);

    /// Zooms about a place that is not the middle.
    ///
    /// @param steps how many notches of a wheel, nearer where it is positive
    void zoom(double steps);

    /// Takes hold of the nodes nearest to the middle.
    void grab(int count);

    /// Moves what was taken hold of to a place so far from where it was.
    void drag(double dx, double dy);

    void letGo();
}
