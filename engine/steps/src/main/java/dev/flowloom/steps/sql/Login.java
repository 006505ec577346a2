package dev.flowloom.steps.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

import dev.flowloom.step.Settings;
import dev.flowloom.step.StepFailure;
import org.jspecify.annotations.Nullable;

/// Where a database is and who signs in.
record Login(String url, @Nullable String user, @Nullable String password) {

    static Login of(Settings settings) throws StepFailure {
        return new Login(settings.text("url"), settings.findText("user"), settings.findText("password"));
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
