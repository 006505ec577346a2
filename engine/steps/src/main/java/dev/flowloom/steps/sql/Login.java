package dev.flowloom.steps.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

import dev.flowloom.model.Severity;
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

    /// Asked beforehand, because the driver manager tells a missing driver and a server that is down by the same code.
    void requireDriver() throws StepFailure {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException _) {
            var name = url.startsWith("jdbc:") ? url.split("[/;@]", 2)[0] : "this URL";
            throw new StepFailure("sql.no-driver", Severity.CRITICAL, ("There is no JDBC driver for %s on the class "
                    + "path. Check the setting \"url\", or put the driver's jar on the class path.").formatted(name));
        }
    }

    /// Without the password.
    @Override
    public String toString() {
        return url;
    }
}
