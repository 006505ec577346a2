package dev.flowloom.arrange;

import java.util.Collection;

import dev.flowloom.geometry.Box;
import dev.flowloom.geometry.Vec;

/// One of the two ways in which boxes can stand beside each other.
enum Axis {
    LEVEL, UPRIGHT;

    double begin(Box box) {
        return this == LEVEL ? box.x() : box.y();
    }

    double size(Box box) {
        return this == LEVEL ? box.width() : box.height();
    }

    double centre(Box box) {
        return begin(box) + size(box) / 2;
    }

    double end(Box box) {
        return begin(box) + size(box);
    }

    double begin(Collection<Box> boxes) {
        return boxes.stream().mapToDouble(this::begin).min().orElse(0);
    }

    double end(Collection<Box> boxes) {
        return boxes.stream().mapToDouble(this::end).max().orElse(0);
    }

    /// The box moved along this axis alone.
    Box moved(Box box, double begin) {
        return box.at(this == LEVEL ? new Vec(begin, box.y()) : new Vec(box.x(), begin));
    }
}
