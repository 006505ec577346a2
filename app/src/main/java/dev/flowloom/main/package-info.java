/// The composition root: makes the parts of the workbench and puts them together. Nothing else may know it.
@NullMarked
package dev.flowloom.main;

import org.jspecify.annotations.NullMarked;
