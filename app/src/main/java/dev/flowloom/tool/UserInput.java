package dev.flowloom.tool;

/// Something a hand did, or, during a gesture, the time that passed.
public sealed interface UserInput permits PointerInput, WheelInput, KeyInput, Tick {}
