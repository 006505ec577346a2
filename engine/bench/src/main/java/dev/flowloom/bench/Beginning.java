package dev.flowloom.bench;

import java.nio.file.Path;

import dev.flowloom.bench.Subject.Place;

/// The process that leaves runs unfinished: it waits to be killed. Arguments: the subject's class, the setting, the case, a
/// folder, and the URL of a database.
public final class Beginning {
    static final String BEGUN = "begun";

    private Beginning() {}

    public static void main(String[] arguments) throws Exception {
        var subject = Class.forName(arguments[0]).asSubclass(Subject.Recovering.class).getConstructor().newInstance();
        var recovery = (Case.Recovery) Cases.named(arguments[2]).getFirst();
        subject.open(new Place(Setting.labelled(arguments[1]), Path.of(arguments[3]), arguments[4]),
                recovery.shape());
        subject.begin(recovery.runs());
        System.out.println(BEGUN);
        Thread.sleep(Long.MAX_VALUE);
    }
}
