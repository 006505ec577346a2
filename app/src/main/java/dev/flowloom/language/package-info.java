/// The languages in which the workbench speaks with people. Everything that people read goes through [Texts]; nothing here
/// knows what it is about, not even of the engine's sentences, which come with their values.
@NullMarked
package dev.flowloom.language;

import org.jspecify.annotations.NullMarked;
