package dev.flowloom.journal;

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

/// Writes and reads the files of backups. One that has its name is whole: it is written under another before.
final class BackupFile {
    private BackupFile() {}

    /// Does something with an open backup.
    interface Use<T> {
        T of(ZipFile zip) throws SQLException, IOException;
    }

    static BackupSummary write(Database database, Path file, Instant now) throws SQLException {
        if (Files.exists(file)) {
            throw StoreFailures.backupThere(file);
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
            throw StoreFailures.backupThere(file);
        } catch (IOException e) {
            throw StoreFailures.backupNotWritten(file, e);
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
        try (var zip = new ZipFile(file.toFile())) {
            return use.of(zip);
        } catch (NoSuchFileException e) {
            throw new StoreException(StoreException.Kind.BAD_LOCATION, "There is no file %s.".formatted(file),
                    "Give the path of a backup.", e);
        } catch (ZipException e) {
            throw StoreFailures.noBackup(file, e);
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.FAILED,
                    "The backup %s can't be read: %s.".formatted(file, e.getMessage()),
                    "Take another one, or see to its disk.", e);
        }
    }

    /// The backup's rows in tables that are made for them, brought to this version.
    ///
    /// @param migrate brings the tables to a version
    static BackupSummary load(Path file, ZipFile zip, Database database, Migration migrate)
            throws SQLException, IOException {
        var summary = fitting(file, zip, database);
        migrate.to(summary.schema());
        try (var connection = database.connect()) {
            connection.setAutoCommit(false);
            Backup.load(file, zip, connection);
            database.goOnBehind(connection, summary.position());
            connection.commit();
        }
        migrate.to(database.schema());
        return summary;
    }

    interface Migration {
        void to(int version) throws SQLException;
    }

    private static BackupSummary fitting(Path file, ZipFile zip, Database database) throws IOException {
        var summary = Backup.summary(file, zip);
        if (summary.schema() > database.schema()) {
            throw StoreFailures.newerBackup(file);
        }
        if (!summary.database().equals(database.dialect().name())) {
            throw StoreFailures.backupOfAnother(file, summary.database());
        }
        return summary;
    }
}
