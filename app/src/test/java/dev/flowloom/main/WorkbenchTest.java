package dev.flowloom.main;

import java.util.ArrayList;
import java.util.List;

import dev.flowloom.journal.StoreException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkbenchTest {
    @Test
    void atTheEndAllIsClosedWhateverFailsBefore() {
        List<String> done = new ArrayList<>();
        Workbench.end(() -> done.add("settings"), () -> {
            throw new StoreException(StoreException.Kind.DAMAGED, "it can't be closed", "", null);
        }, () -> {
            throw new StackOverflowError("deep");
        }, () -> done.add("step types"));
        assertThat(done).containsExactly("settings", "step types");
    }
}
