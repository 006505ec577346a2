package dev.flowloom.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.flowloom.platform.UserFolders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class StoreLocationTest {
    @TempDir
    Path folder;

    private static StoreLocation onDisk(Path base) {
        return new StoreLocation.OnDisk(base.toAbsolutePath().normalize());
    }

    @Test
    void isAPath() {
        assertThat(StoreLocation.parse("mine")).isEqualTo(onDisk(Path.of("mine")));
        assertThat(StoreLocation.parse(folder.resolve("a b").toString())).isEqualTo(onDisk(folder.resolve("a b")));
    }

    @Test
    void mayBeNamedByItsDatabase() {
        assertThat(StoreLocation.parse("mine.mv.db")).isEqualTo(onDisk(Path.of("mine")));
    }

    @Test
    void isTheFileStoreInAFolder() {
        assertThat(StoreLocation.parse(folder.toString())).isEqualTo(onDisk(folder.resolve("store")));
        assertThat(StoreLocation.parse("to-come/")).isEqualTo(onDisk(Path.of("to-come/store")));
    }

    @Test
    void isAUrlOfH2() {
        assertThat(StoreLocation.parse("jdbc:h2:./mine")).isEqualTo(onDisk(Path.of("mine")));
        assertThat(StoreLocation.parse("jdbc:h2:file:./mine")).isEqualTo(onDisk(Path.of("mine")));
        assertThat(StoreLocation.parse("jdbc:h2:~/mine"))
                .isEqualTo(onDisk(Path.of(System.getProperty("user.home"), "mine")));
        assertThat(StoreLocation.parse("jdbc:h2:mem:")).isEqualTo(new StoreLocation.InMemory());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "/", "jdbc:mysql://localhost/db", "jdbc:postgresql:",
                    "jdbc:postgresql://me:secret@localhost/db",
                    "jdbc:postgresql://localhost/db?", "jdbc:postgresql://localhost/db?user",
                    "jdbc:postgresql://h/d?schema=A-B",
                    "jdbc:postgresql://h/d?currentSchema=a", "jdbc:postgresql://h/d?lease=1",
                    "jdbc:postgresql://h/d?lease=PT5S", "jdbc:postgresql://h/d?user=%zz",
                    "jdbc:postgresql://h:99999/d", "jdbc:postgresql://h:0/d", "jdbc:postgresql://h:x/d",
                    "jdbc:postgresql://h:5432,i:70000/d", "jdbc:postgresql://h:/d", "jdbc:h2:tcp://localhost/mine",
                    "jdbc:h2:./mine;WRITE_DELAY=500", "jdbc:h2:", "a\0b"})
    void isNothingElse(String text) {
        assertThatThrownBy(() -> StoreLocation.parse(text)).isInstanceOfSatisfying(StoreException.class,
                e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BAD_LOCATION));
    }

    @Test
    void hasANameThatAFileCanHave() {
        assertThat(StoreLocation.parse("a".repeat(200))).isNotNull();
        assertThatThrownBy(() -> StoreLocation.parse("가".repeat(67))).isInstanceOf(StoreException.class)
                .hasMessageContaining("its name takes 201 bytes");
    }

    @Test
    void hasNoSemicolonInItsPath() {
        assertThatThrownBy(() -> StoreLocation.parse("mine;TRACE_LEVEL_FILE=3"))
                .isInstanceOfSatisfying(StoreException.class,
                        e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BAD_LOCATION))
                .hasMessageContaining("semicolon").hasMessageContaining("Give a path");
        // As in the path of a user's home.
        var location = new StoreLocation.OnDisk(folder.resolve("a;b/store"));
        assertThatThrownBy(() -> Stores.open(location, Durability.KILL_SAFE, new TestCodec()))
                .isInstanceOf(StoreException.class).hasMessageContaining("semicolon");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void isAUrlOfPostgreSql() {
        assertThat(StoreLocation.parse("jdbc:postgresql://host:5433/db?user=me&schema=runs&sslmode=require"))
                .isEqualTo(new StoreLocation.InPostgres("jdbc:postgresql://host:5433/db",
                        new TreeMap<>(Map.of("user", "me", "sslmode", "require")), "runs", null,
                        Duration.ofSeconds(15)));
        assertThat(StoreLocation.parse("jdbc:postgresql://host/db"))
                .isEqualTo(
                        new StoreLocation.InPostgres("jdbc:postgresql://host/db", new TreeMap<>(), "flowloom", null,
                                Duration.ofSeconds(15)));
        assertThat(StoreLocation.parse("jdbc:postgresql://[::1]:5433,h/db"))
                .hasToString("jdbc:postgresql://[::1]:5433,h/db");
        assertThat(StoreLocation.parse("jdbc:postgresql:db")).hasToString("jdbc:postgresql:db");
        assertThat(StoreLocation.parse("jdbc:postgresql://host/db?lease=60"))
                .hasToString("jdbc:postgresql://host/db?lease=60");
    }

    @Test
    void neverTellsAPassword() {
        var location = StoreLocation.parse("jdbc:postgresql://host/db?user=me&password=se%26cret&sslpassword=hidden");
        assertThat(location).isInstanceOfSatisfying(StoreLocation.InPostgres.class,
                server -> assertThat(server.password()).isEqualTo(new StoreLocation.Password("se&cret")));
        assertThat(location).hasToString("jdbc:postgresql://host/db?sslpassword=***&user=me");
        for (var url : List.of("jdbc:postgresql://h/d?currentSchema=a&password=secret",
                "jdbc:mysql://h?password=secret", "jdbc:h2:./mine;USER=me;PASSWORD=secret",
                "jdbc:h2:tcp://me:secret@h/mine", "jdbc:postgresql://h:99999/d?password=secret",
                "jdbc:postgresql://me:secret@localhost/db")) {
            assertThatThrownBy(() -> StoreLocation.parse(url)).message().doesNotContain("secret");
        }
        assertThat(StoreLocation.shown("jdbc:postgresql://h/d?password=secret&user=me"))
                .isEqualTo("jdbc:postgresql://h/d?password=***&user=me");
    }

    @Test
    void isAPlaceOfTheUserByDefault() {
        assertThat(StoreLocation.ofUser()).isEqualTo(onDisk(UserFolders.ofThisUser().data().resolve("store")));
    }
}
