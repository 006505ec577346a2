/// The languages in which the workbench speaks with people. Everything that people read goes through [Texts]; nothing here
/// knows what it is about.
@NullMarked
package dev.flowloom.language;

import org.jspecify.annotations.NullMarked;
