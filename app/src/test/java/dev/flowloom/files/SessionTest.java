package dev.flowloom.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import dev.flowloom.files.Session.Comeback;
import dev.flowloom.files.Session.Place;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Which flows are open, kept and brought together with the drafts that were left.
class SessionTest {
    private static final Path A = Path.of("/flows/a.flow.json").toAbsolutePath();
    private static final Path B = Path.of("/flows/b.flow.json").toAbsolutePath();

    private final Path folder;
    private final Drafts drafts;

    SessionTest(@TempDir Path folder) {
        this.folder = folder;
        drafts = new Drafts(folder.resolve("drafts"), new Disk());
    }

    private Drafts.Left left(@Nullable Path file) {
        return new Drafts.Left(new Draft("x", file, null, Instant.EPOCH, "{}"), drafts.open());
    }

    private SessionFile file() {
        return new SessionFile(folder.resolve("state/session.json"), new Disk());
    }

    @Test
    void aDraftComesBackInThePlaceOfItsFlow() {
        var untitled = left(null);
        var ofB = left(B);
        var session = new Session(List.of(new Place(A, "1"), new Place(null, untitled.name()), new Place(B, "2")), 2);
        var back = session.comebacks(List.of(ofB, untitled));
        assertThat(back.all()).containsExactly(new Comeback(A, null), new Comeback(null, untitled),
                new Comeback(B, ofB));
        assertThat(back.selected()).isEqualTo(new Comeback(B, ofB));
    }

    @Test
    void aFlowThatLeftNeitherFileNorDraftDoesNotComeBack() {
        var back = new Session(List.of(new Place(null, "1"), new Place(A, "2")), 0).comebacks(List.of());
        assertThat(back.all()).containsExactly(new Comeback(A, null));
        assertThat(back.selected()).isNull();
    }

    @Test
    void draftsThatHaveNoPlaceComeAfterTheOthers() {
        var older = left(A);
        var newer = left(A);
        var other = left(null);
        var back = new Session(List.of(new Place(A, newer.name())), 0).comebacks(List.of(other, older, newer));
        assertThat(back.all()).containsExactly(new Comeback(A, newer), new Comeback(null, other),
                new Comeback(A, older));
    }

    @Test
    void whatIsKeptIsReadAgainByTheNextProcess() throws Exception {
        var session = new Session(List.of(new Place(A, "1"), new Place(null, "2 \"quoted\"")), 1);
        var first = file();
        assertThat(first.read()).as("nothing was ever kept").isNull();
        first.keep(session);
        first.close();
        assertThat(file().read()).isEqualTo(session);
    }

    @Test
    void aSecondProcessNeitherFindsNorChangesTheSessionOfTheFirst() throws Exception {
        var session = new Session(List.of(new Place(A, "1")), 0);
        var first = file();
        first.keep(session);
        var second = file();
        assertThat(second.read()).isEqualTo(Session.NONE);
        second.keep(Session.NONE);
        assertThat(first.read()).isEqualTo(session);
    }

    @Test
    void aSecondProcessLeavesTheSessionOfTheFirstAloneAlsoWhenThatHasEnded() throws Exception {
        var session = new Session(List.of(new Place(A, "1")), 0);
        var first = file();
        first.keep(session);
        var second = file();
        assertThat(second.read()).isEqualTo(Session.NONE);
        first.close();
        second.keep(Session.NONE);
        assertThat(file().read()).isEqualTo(session);
    }

    @Test
    void whatIsNoSessionIsDoneWithout() throws Exception {
        for (var text : List.of("", "[]", "{\"open\": [], \"selected\": 0.5}", "{\"open\": 1, \"selected\": 0}")) {
            Files.createDirectories(folder.resolve("state"));
            Files.writeString(folder.resolve("state/session.json"), text);
            var file = file();
            assertThat(file.read()).as(text).isNull();
            file.close();
        }
    }

    @Test
    void aSessionThatCanNotBeKeptIsSaidToBe() {
        var full = new SessionFile(folder.resolve("session.json"),
                new FailingDisk(new IOException("No space left on device")));
        assertThatThrownBy(() -> full.keep(Session.NONE)).isInstanceOf(FileTrouble.class)
                .hasMessageContaining("Which flows are open is not kept").hasMessageContaining("the disk is full");
    }
}
