package dev.flowloom.main;

import dev.flowloom.journal.StoreException;
import dev.flowloom.runtime.MissingHereException;
import dev.flowloom.runtime.RestartRefusedException;
import dev.flowloom.runtime.RunElsewhereException;

import static dev.flowloom.language.Texts.told;
import static dev.flowloom.language.Texts.tr;

/// What is said of why the engine could not do something, in the language of the workbench.
final class EngineWords {
    private EngineWords() {}

    static String of(Throwable reason) {
        return switch (reason) {
            case StoreException store -> told(store.what()) + " " + told(store.remedy());
            case RestartRefusedException refused -> tr(refused.sentence());
            case RunElsewhereException elsewhere -> tr(elsewhere.sentence());
            case MissingHereException missing -> tr(missing.sentence());
            default -> reason.getMessage() == null ? reason.toString() : told(reason.getMessage());
        };
    }
}
