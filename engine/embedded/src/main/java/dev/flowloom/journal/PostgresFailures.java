package dev.flowloom.journal;

import java.net.SocketTimeoutException;
import java.sql.SQLException;

import dev.flowloom.journal.StoreException.Kind;

/// Puts what can go wrong with a store in PostgreSQL into words.
final class PostgresFailures {
    private static final String NOTHING_LOST = "Open it again: nothing that was acknowledged is lost.";

    private static final String REACH_IT = "See to it that PostgreSQL runs and can be reached there, then open the store again: nothing that was acknowledged is lost.";

    /// The driver's state where it was asked for a password and has none, or doesn't know what it was asked for.
    private static final String REJECTED = "08004";

    private PostgresFailures() {}

    static StoreException explain(StoreLocation.InPostgres location, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreException known) {
                return known;
            }
            if (cause instanceof SQLException e && e.getSQLState() != null) {
                return explain(location, e);
            }
        }
        return StoreFailures.isOutOfMemory(failure)
                ? StoreFailures.failed(null, failure)
                : failed(location, failure);
    }

    private static StoreException explain(StoreLocation.InPostgres location, SQLException e) {
        var state = e.getSQLState();
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "08", "57" -> state.equals(REJECTED)
                    ? refused(location, e)
                    : isSilent(e) ? silent(location, e) : unreachable(location, e);
            case "28" -> refused(location, e);
            case "3D" -> new StoreException(Kind.BAD_LOCATION,
                    "There is no database for the store %s: %s.".formatted(location, reason(e)),
                    "Create the database, or check its name in the URL.", e);
            case "53" -> full(location, e);
            default -> switch (state) {
                case "42501" -> new StoreException(Kind.NOT_WRITABLE,
                        "The store %s can't be written: %s.".formatted(location, reason(e)),
                        "Let the user create and change tables in the schema %s of that database."
                                .formatted(location.schema()),
                        e);
                case "25006" -> new StoreException(Kind.NOT_WRITABLE,
                        "The store %s can't be written: %s.".formatted(location, reason(e)),
                        "Name the server that is written to, and not a replica.", e);
                case "25P03" -> new StoreException(Kind.FAILED,
                        "The store %s was given up: this program stood still in the middle of writing.".formatted(
                                location),
                        NOTHING_LOST, e);
                default -> failed(location, e);
            };
        };
    }

    private static StoreException refused(StoreLocation.InPostgres location, SQLException e) {
        return new StoreException(Kind.REFUSED,
                "PostgreSQL doesn't let this user use the store %s: %s.".formatted(location, reason(e)),
                "Give the user in the URL (?user=…), and the password in the environment variable PGPASSWORD or in ~/.pgpass.",
                e);
    }

    /// The driver has no state of its own for it.
    static boolean isSilent(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return reason(e).startsWith("Connection attempt timed out");
    }

    private static StoreException silent(StoreLocation.InPostgres location, SQLException e) {
        return new StoreException(Kind.UNREACHABLE,
                "PostgreSQL doesn't answer for the store %s: it takes what is asked, and says nothing."
                        .formatted(location),
                "See to that server, then open the store again: nothing that was acknowledged is lost. Where it only takes long, allow more seconds by loginTimeout and socketTimeout in the URL.",
                e);
    }

    private static StoreException unreachable(StoreLocation.InPostgres location, SQLException e) {
        return new StoreException(Kind.UNREACHABLE,
                "The store %s can't be reached: %s.".formatted(location, reason(e)),
                REACH_IT,
                e);
    }

    /// Who ended the connection didn't say why.
    static StoreException cutOff(StoreLocation.InPostgres location) {
        return new StoreException(Kind.UNREACHABLE,
                "The store %s can't be written any more: the connection by which it is written was ended.".formatted(
                        location),
                REACH_IT,
                null);
    }

    private static StoreException full(StoreLocation.InPostgres location, SQLException e) {
        return "53100".equals(e.getSQLState())
                ? new StoreException(Kind.DISK_FULL,
                        "There is no room left on the disk of the store %s. Runs stopped where they were.".formatted(
                                location),
                        "Make room, then open the store again and resume them: nothing that was acknowledged is lost.",
                        e)
                : new StoreException(Kind.UNREACHABLE,
                        "PostgreSQL can't serve the store %s: %s.".formatted(location, reason(e)), NOTHING_LOST, e);
    }

    private static StoreException failed(StoreLocation.InPostgres location, Throwable cause) {
        return new StoreException(Kind.FAILED, "The store %s failed: %s.".formatted(location, reason(cause)),
                NOTHING_LOST, cause);
    }

    static StoreException notAStore(StoreLocation.InPostgres location) {
        return new StoreException(Kind.NOT_A_STORE,
                "The schema %s of %s has tables of something else. Nothing was changed.".formatted(location.schema(),
                        location.address()),
                "Name another schema, such as ?schema=runs.", null);
    }

    static StoreException thereAlready(StoreLocation.InPostgres location) {
        return new StoreException(Kind.NOT_WRITABLE,
                "There is a store already: %s. Nothing was changed.".formatted(location),
                "Give another database, or another schema, such as ?schema=restored.");
    }

    static StoreException newer(StoreLocation.InPostgres location) {
        return new StoreException(Kind.NEWER,
                "The store %s was made by a newer version of Flowloom. Nothing was changed.".formatted(location),
                "Use that version or a newer one.", null);
    }

    /// Its message without what is said of where in PostgreSQL's source it comes from, and without the full stop.
    private static String reason(Throwable cause) {
        var reason = StoreFailures.reason(cause).lines().findFirst().orElse("").strip();
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }
}
