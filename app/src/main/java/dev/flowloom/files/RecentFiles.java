package dev.flowloom.files;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/// Keeps in the settings which files were opened or saved lately.
final class RecentFiles {
    private final Settings settings;
    private final Notices notices;
    private final Aside aside;

    RecentFiles(Settings settings, Notices notices, Aside aside) {
        this.settings = settings;
        this.notices = notices;
        this.aside = aside;
    }

    void add(Path path) {
        settings.addRecent(path);
        aside.run(this::save, trouble -> {
            if (trouble != null) {
                notices.trouble(trouble);
            }
        });
    }

    private @Nullable FileTrouble save() {
        try {
            settings.save();
            return null;
        } catch (FileTrouble e) {
            return e;
        }
    }

    /// Where the last of them is; null where there is none.
    @Nullable
    Path folder() {
        var recent = settings.recent();
        return recent.isEmpty() ? null : recent.getFirst().getParent();
    }
}
