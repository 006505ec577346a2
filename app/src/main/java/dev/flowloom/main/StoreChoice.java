package dev.flowloom.main;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import dev.flowloom.files.Settings;
import dev.flowloom.journal.StoreException;
import dev.flowloom.journal.StoreLocation;
import org.jspecify.annotations.Nullable;

import static dev.flowloom.language.Texts.tr;

/// In which store runs are kept: as the program was told when it was started, else as its user chose.
///
/// @param location the user's own where the one that was named can't be
/// @param trouble why it can't; null where nothing is wrong
/// @param files the other arguments
record StoreChoice(StoreLocation location, @Nullable StoreException trouble, List<Path> files) {
    private static final String SETTING = "store";
    private static final String OPTION = "--store";

    /// @param arguments of the program
    static StoreChoice of(List<String> arguments, Settings settings) {
        var named = settings.get(SETTING, "");
        var files = new ArrayList<Path>();
        for (var at = arguments.iterator(); at.hasNext();) {
            var argument = at.next();
            if (argument.equals(OPTION)) {
                named = at.hasNext() ? at.next() : "";
            } else if (argument.startsWith(OPTION + "=")) {
                named = argument.substring(OPTION.length() + 1);
            } else {
                files.add(Path.of(argument));
            }
        }
        return of(named, files);
    }

    private static StoreChoice of(String named, List<Path> files) {
        try {
            return new StoreChoice(named.isBlank() ? StoreLocation.ofUser() : StoreLocation.parse(named), null, files);
        } catch (StoreException e) {
            return new StoreChoice(StoreLocation.ofUser(), e, files);
        }
    }

    /// What to call a store in a sentence.
    static String nameOf(StoreLocation location) {
        return location instanceof StoreLocation.InMemory
                ? tr("memory, until Flowloom ends")
                : location.toString();
    }

    /// Has the program begin with a store from the next start on. Its password is not kept.
    static void keep(StoreLocation location, Settings settings) {
        settings.put(SETTING, location.equals(StoreLocation.ofUser()) ? "" : location.toString());
    }

    /// The store that a person names by these texts.
    ///
    /// @throws StoreException where they name none, or where something secret would have to be kept
    static StoreLocation named(String text, String user, String password) {
        var location = StoreLocation.parse(text);
        if (!(location instanceof StoreLocation.InPostgres postgres)) {
            return location;
        }
        if (postgres.password() != null || location.toString().contains("***")) {
            throw new StoreException(StoreException.Kind.BAD_LOCATION,
                    tr("There is a password in the URL, which would be kept where everybody can read it."),
                    tr("Take it out of there: it has a field of its own, and is not kept."));
        }
        var options = new TreeMap<>(postgres.options());
        if (!user.isBlank()) {
            options.put("user", user.strip());
        }
        return new StoreLocation.InPostgres(postgres.address(), options, postgres.schema(),
                password.isEmpty() ? null : new StoreLocation.Password(password), postgres.lease());
    }
}
