package dev.flowloom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/// An engine that is measured, in a process of its own.
public interface Subject extends AutoCloseable {

    /// Opens it on an empty store, ready for runs of that shape.
    void open(Place place, Shape shape) throws Exception;

    /// Does one run, from asking for it to its end, durable as the setting says. Called from many threads at once.
    void run() throws Exception;

    /// In bytes, what its store takes.
    long storeSize() throws Exception;

    /// What the threads are made by that ask for runs. An engine that does its work in them needs those of the operating
    /// system; to wait, virtual ones do.
    default ThreadFactory callers() {
        return Thread.ofVirtual().factory();
    }

    @Override
    void close() throws Exception;

    /// Where a subject is opened.
    ///
    /// @param folder an empty one, of its own
    /// @param database the JDBC URL of an empty PostgreSQL database; empty where the setting needs none
    record Place(Setting setting, Path folder, String database) {

        /// In bytes, what all files of the folder take.
        public long size() throws IOException {
            try (var files = Files.walk(folder)) {
                return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
            }
        }
    }

    /// One that can have runs wait in great number.
    interface Sleeping extends Subject {

        /// Has so many runs wait, and returns when all do.
        ///
        /// @param by what ends their waiting
        void park(int runs, Alarm by) throws Exception;

        /// Ends their waiting, and returns when all have ended.
        ///
        /// @return the milliseconds from when the first could go on to when the last had ended
        double wake() throws Exception;
    }

    /// What ends a waiting.
    enum Alarm {
        SIGNAL, TIMER
    }

    /// One that goes on with runs after its process was killed.
    interface Recovering extends Subject {

        /// Leaves so many runs unfinished, and returns when all of them have begun their first step, durably.
        void begin(int runs) throws Exception;

        /// Opens the store again, and returns when the runs have ended.
        ///
        /// @return the milliseconds until a step was begun, and until all had ended
        double[] recover(Place place, int runs) throws Exception;
    }

    /// One whose store can be kept from growing for ever.
    interface Keeping extends Subject {

        /// Removes all runs that have ended but so many of the latest.
        void keep(int latest) throws Exception;
    }

    /// One that goes through many rows.
    interface Moving extends Subject {

        /// Makes a table of so many rows.
        void fill(int rows) throws Exception;

        /// Reads so many rows of a table, changes each, and writes them into another, `batch` at a time, five batches at once.
        void move(int rows, int batch) throws Exception;
    }
}
