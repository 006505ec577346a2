package dev.flowloom.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import dev.flowloom.platform.Disks;
import org.jspecify.annotations.Nullable;

/// Writes and reads the files of backups. One that has its name is whole: it is written under another before.
final class BackupFile {
    private BackupFile() {}

    /// Does something with an open backup.
    interface Use<T> {
        T of(BackupReader backup) throws SQLException, IOException, UnfitBackupException;
    }

    static BackupSummary write(Database database, Path file, Instant now) throws SQLException {
        if (Files.exists(file)) {
            throw BackupFailures.backupThere(file);
        }
        try (var connection = database.connect()) {
            // Only its owner may read it.
            var making = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".new");
            try {
                var written = write(database, connection, making, now);
                Files.move(making, file);
                Disks.sync(file.toAbsolutePath().getParent());
                return written;
            } finally {
                delete(making);
            }
        } catch (FileAlreadyExistsException _) {
            throw BackupFailures.backupThere(file);
        } catch (IOException e) {
            throw BackupFailures.backupNotWritten(file, e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // It is in nobody's way.
        }
    }

    private static BackupSummary write(Database database, Connection connection, Path file, Instant now)
            throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (var setting : database.dialect().reading()) {
                statement.execute(setting);
            }
        }
        connection.commit();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var zip = new ZipOutputStream(Channels.newOutputStream(channel));
            var written = Backup.write(connection, new BackupSummary(now, database.schema(), database.dialect().name(),
                    database.lastPosition(connection), 0, 0), zip);
            zip.finish();
            channel.force(true);
            return written;
        } finally {
            connection.rollback();
        }
    }

    /// @throws StoreException where it can't be read, or is no backup
    static <T> T read(Path file, Use<T> use) throws SQLException {
        if (!Files.exists(file)) {
            throw noFile(file, null);
        }
        if (!Files.isRegularFile(file)) {
            throw BackupFailures.noBackup(file, "it is no file", null);
        }
        try (var zip = new ZipFile(file.toFile())) {
            return use.of(new BackupReader(zip));
        } catch (NoSuchFileException e) {
            throw noFile(file, e);
        } catch (UnfitBackupException e) {
            throw BackupFailures.noBackup(file, e.why(), e);
        } catch (ZipException | EOFException e) {
            throw BackupFailures.noBackup(file, "it was cut off or changed, or is no ZIP file", e);
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.FAILED,
                    "The backup %s can't be read: %s.".formatted(file, StoreFailures.reason(e)),
                    "Take another one, or see to its disk.", e);
        }
    }

    private static StoreException noFile(Path file, @Nullable Throwable cause) {
        return new StoreException(StoreException.Kind.BAD_LOCATION, "There is no file %s.".formatted(file),
                "Give the path of a backup.", cause);
    }

    /// The backup's rows in tables that are made for them, brought to this version.
    ///
    /// @param migrate brings the tables to a version
    static BackupSummary load(Path file, BackupReader backup, Database database, Migration migrate)
            throws SQLException, IOException, UnfitBackupException {
        requireFitting(file, backup.manifest(), database);
        backup.requireKnown();
        var summary = backup.manifest().summary();
        migrate.to(summary.schema());
        try (var connection = database.connect()) {
            connection.setAutoCommit(false);
            database.takeTurn(connection);
            backup.load(connection);
            requireBehind(connection, summary.position());
            database.goOnBehind(connection, summary.position());
            connection.commit();
        }
        migrate.to(database.schema());
        return summary;
    }

    interface Migration {
        void to(int version) throws SQLException;
    }

    private static void requireFitting(Path file, BackupManifest manifest, Database database) {
        var summary = manifest.summary();
        if (!summary.database().equals(database.dialect().name())) {
            throw BackupFailures.backupOfAnother(file, summary.database());
        }
        if (manifest.format() > Backup.FORMAT || summary.schema() > database.schema()) {
            throw BackupFailures.newerBackup(file);
        }
    }

    /// What is written next would else take the place of what is there.
    private static void requireBehind(Connection connection, long position) throws SQLException, UnfitBackupException {
        long last = H2Database.lastPosition(connection);
        if (last > position) {
            throw new UnfitBackupException(
                    "it says that it goes up to position %d, and has %d".formatted(position, last));
        }
    }
}
