package dev.flowloom.journal;

import java.nio.file.Path;

/// A program that has a store open until its input ends.
final class StoreHolder {
    private StoreHolder() {}

    public static void main(String[] arguments) throws Exception {
        var location = new StoreLocation.OnDisk(Path.of(arguments[0]));
        try (var journal = Stores.open(location, Durability.KILL_SAFE, new TestCodec())) {
            journal.append(Samples.start("held")).join();
            System.out.println("open");
            System.in.readAllBytes();
        }
    }
}
