package dev.flowloom.steps.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import dev.flowloom.model.Sentence;
import dev.flowloom.step.Settings;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// Where a database is and who signs in.
record Login(String url, @Nullable String user, @Nullable String password) {

    static Login of(Settings settings, Map<String, String> environment) throws StepFailure {
        var variable = settings.findText("passwordVariable");
        var password = settings.findText("password");
        if (variable == null) {
            return new Login(settings.text("url"), settings.findText("user"), password);
        }
        if (password != null) {
            throw twoPasswords();
        }
        var found = environment.get(variable);
        if (found == null) {
            throw Settings.invalid("passwordVariable",
                    Sentence.of("names the environment variable %s, which is not set; set it and start Flowloom again",
                            variable));
        }
        return new Login(settings.text("url"), settings.findText("user"), found);
    }

    static List<StepFailure> check(Settings settings) {
        return settings.find("password") != null && settings.find("passwordVariable") != null
                ? List.of(twoPasswords())
                : List.of();
    }

    private static StepFailure twoPasswords() {
        return Settings.invalid("password", Sentence.of("is set, and so is \"passwordVariable\"; set one of them"));
    }

    Connection open() throws SQLException {
        var properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(url, properties);
    }

    /// Without the password.
    @Override
    public String toString() {
        return url;
    }
}
