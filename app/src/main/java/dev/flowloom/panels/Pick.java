package dev.flowloom.panels;

import javafx.scene.Node;

import org.jspecify.annotations.Nullable;

/// Something to choose from a [Picker].
///
/// @param about further words it is found by
/// @param hint stands at the right, such as a shortcut; empty for none
/// @param icon stands at the left; null for none
/// @param run is done when it is chosen
public record Pick(String title, String about, String hint, @Nullable Node icon, Runnable run) {}
