@NullMarked
package dev.flowloom.panels.form;

import org.jspecify.annotations.NullMarked;
