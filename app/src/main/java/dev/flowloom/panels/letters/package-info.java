/// What failed for good, to be mended and sent again. Knows no journal: what it shows it is given.
@NullMarked
package dev.flowloom.panels.letters;

import org.jspecify.annotations.NullMarked;
