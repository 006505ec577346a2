package dev.flowloom.journal;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.flowloom.journal.StoreException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// A server that takes connections and says nothing, as one that was stopped does, or one that wants what it isn't given.
@Timeout(60)
final class SilentPostgresTest {

    private static StoreException refusal(String url) {
        var refusal = catchThrowableOfType(StoreException.class,
                () -> Stores.open(StoreLocation.parse(url), Durability.POWER_SAFE, new TestCodec()).close());
        assertThat(refusal).as("it should not open").isNotNull();
        return refusal;
    }

    @Test
    void isGivenUpAndToldToBeSilent() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var url = "jdbc:postgresql://127.0.0.1:%d/db?user=me&loginTimeout=1".formatted(server.getLocalPort());

            assertThat(refusal(url)).satisfies(refusal -> {
                assertThat(refusal.kind()).isEqualTo(Kind.UNREACHABLE);
                assertThat(refusal.message()).contains("PostgreSQL doesn't answer", "says nothing", "loginTimeout");
            });
        }
    }

    @Test
    void isNotWaitedForForEverWhateverTheUrlSays() {
        assertThat(PostgresLocation.driverUrl(
                (StoreLocation.InPostgres) StoreLocation.parse("jdbc:postgresql://h/d?loginTimeout=3")))
                .contains("loginTimeout=3", "socketTimeout=60");
    }

    /// As PostgreSQL does where pg_hba.conf says `password`.
    @Test
    void oneThatAsksForAPasswordIsNotSaidToBeOutOfReach() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> askForPasswords(server));
            var url = "jdbc:postgresql://127.0.0.1:%d/db?user=me&sslmode=disable&gssEncMode=disable"
                    .formatted(server.getLocalPort());

            assertThat(refusal(url)).satisfies(refusal -> {
                assertThat(refusal.kind()).as(refusal.message()).isEqualTo(Kind.REFUSED);
                assertThat(refusal.message()).contains("PGPASSWORD").doesNotContain("reached");
            });
        }
    }

    private static void askForPasswords(ServerSocket server) {
        try {
            while (true) {
                try (var client = server.accept()) {
                    var in = new DataInputStream(client.getInputStream());
                    in.skipNBytes(in.readInt() - Integer.BYTES);
                    client.getOutputStream().write(new byte[]{'R', 0, 0, 0, 8, 0, 0, 0, 3});
                    in.read();
                }
            }
        } catch (IOException _) {
            // It is closed.
        }
    }

    @Test
    @NeedsPostgres
    void isGivenUpInTheMiddleOfItsWork() throws Exception {
        try (var postgres = new TestPostgres()) {
            var uri = URI.create(System.getenv(TestPostgres.VARIABLE).substring("jdbc:".length()));
            try (var gate = new Gate(uri.getPort())) {
                var url = postgres.url().replace(":" + uri.getPort(), ":" + gate.port()) + "&socketTimeout=1";
                var journal = Stores.open(StoreLocation.parse(url), Durability.POWER_SAFE, new TestCodec());
                journal.append(Samples.start("a")).join();
                gate.shut();
                var refusal = catchThrowableOfType(StoreException.class, () -> journal.runs(9));
                assertThat(refusal.kind()).isEqualTo(Kind.UNREACHABLE);
                assertThat(refusal.message()).contains("PostgreSQL doesn't answer");
                assertThatThrownBy(() -> journal.append(Samples.start("b")).join())
                        .hasMessageContaining("doesn't answer");
                journal.close();
            }
        }
    }

    @Test
    @NeedsPostgres
    void leasesAreGivenUpWithinTheirTime() throws Exception {
        try (var postgres = new TestPostgres()) {
            var store = PostgresStore.at(postgres.location());
            try (var connection = store.connect(Duration.ofSeconds(2))) {
                assertThat(connection.getNetworkTimeout()).isEqualTo(2_000);
            }
        }
    }

    /// Hands on what is said between a client and a server, until it is shut.
    private static final class Gate implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicBoolean shut = new AtomicBoolean();

        Gate(int to) throws Exception {
            Thread.ofVirtual().start(() -> accept(to));
        }

        int port() {
            return server.getLocalPort();
        }

        void shut() {
            shut.set(true);
        }

        private void accept(int to) {
            try {
                while (true) {
                    var client = server.accept();
                    var other = new Socket(InetAddress.getLoopbackAddress(), to);
                    Thread.ofVirtual().start(() -> handOn(client, other));
                    Thread.ofVirtual().start(() -> handOn(other, client));
                }
            } catch (Exception _) {
                // It is closed.
            }
        }

        private void handOn(Socket from, Socket to) {
            try (from; to) {
                var bytes = new byte[8192];
                for (int n = from.getInputStream().read(bytes); n >= 0; n = from.getInputStream().read(bytes)) {
                    if (!shut.get()) {
                        to.getOutputStream().write(bytes, 0, n);
                    }
                }
            } catch (Exception _) {
                // One of them is closed.
            }
        }

        @Override
        public void close() throws Exception {
            server.close();
        }
    }
}
