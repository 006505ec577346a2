package dev.flowloom.main;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Supplier;

import dev.flowloom.files.Questions;
import dev.flowloom.journal.BackupSummary;
import dev.flowloom.panels.Banners;
import dev.flowloom.panels.Banners.Kind;

import static dev.flowloom.language.Texts.tr;

/// Copies the store into a file that the user names, while runs go on.
final class StoreBackup {
    private static final String SUBJECT = "backup";

    private final Services services;
    private final Questions questions;
    private final Supplier<Banners> banners;

    /// @param banners where it is told how it went
    StoreBackup(Services services, Questions questions, Supplier<Banners> banners) {
        this.services = services;
        this.questions = questions;
        this.banners = banners;
    }

    void ask() {
        var today = LocalDate.ofInstant(services.clock().instant(), ZoneId.systemDefault());
        var file = questions.toBackUp("flowloom-%s.zip".formatted(today));
        if (file != null) {
            banners.get().show(SUBJECT, Kind.INFO, tr("The store is being backed up …"), "");
            services.aside().run(() -> services.engines().open().upkeep().backup(file), made -> tell(file, made),
                    this::tell);
        }
    }

    private void tell(Path file, BackupSummary made) {
        banners.get().show(SUBJECT, Kind.INFO, tr("The store is backed up: %,d runs, in %s", made.runs(), file), "");
    }

    private void tell(Throwable failure) {
        banners.get().show(SUBJECT, Kind.ERROR, tr("The store could not be backed up."),
                EngineWords.of(failure));
    }
}
