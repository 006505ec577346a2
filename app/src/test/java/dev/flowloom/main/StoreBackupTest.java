package dev.flowloom.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;

import dev.flowloom.journal.StoreLocation;
import dev.flowloom.journal.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The store is copied into a file from the workbench that has it open.
final class StoreBackupTest {
    private final Path folder;
    private final TestWorkbench bench;

    StoreBackupTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        bench = TestWorkbench.in(folder.resolve("kept"));
    }

    @BeforeEach
    void open() throws Exception {
        bench.open(Samples.empty());
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /// What the texts of the window say.
    private String texts() {
        return bench.window().frame().getScene().getRoot().lookupAll(".label").stream()
                .filter(Label.class::isInstance).map(node -> ((Labeled) node).getText())
                .collect(Collectors.joining("\n"));
    }

    private void backUp(Path file) throws Exception {
        bench.answers().backup = file;
        Fx.on(() -> bench.choose("File", "Back up the store …"));
    }

    @Test
    void aStoreCanBeMadeOfTheFile() throws Exception {
        var file = folder.resolve("backup.zip");
        backUp(file);
        Fx.await(() -> texts().contains("The store is backed up: 0 runs, in " + file));

        assertThat(Stores.restore(file, new StoreLocation.OnDisk(folder.resolve("restored"))).runs()).isZero();
    }

    @Test
    void whyItCanNotBeWrittenIsTold() throws Exception {
        var file = Files.writeString(folder.resolve("backup.zip"), "mine");
        backUp(file);
        Fx.await(() -> texts().contains("The store could not be backed up."));

        assertThat(file).hasContent("mine");
    }

    @Test
    void aboutSaysHowMuchRoomTheStoreTakes() throws Exception {
        Fx.on(() -> bench.choose("Help", "About Flowloom"));

        Fx.await(() -> texts().contains("Its store of runs takes"));
    }
}
