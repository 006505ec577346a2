package dev.flowloom.journal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// Takes apart the URL of a store in PostgreSQL.
final class PostgresLocation {
    static final String URL = "jdbc:postgresql:";

    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final String DEFAULT_SCHEMA = "flowloom";

    private static final int SHORTEST_LEASE = 4;
    private static final Duration LONGEST_LOGIN = Duration.ofSeconds(10);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

    private PostgresLocation() {}

    static StoreLocation.InPostgres parse(String url) {
        int query = url.indexOf('?');
        var address = query < 0 ? url : url.substring(0, query);
        var options = query < 0 ? new TreeMap<String, String>() : options(url, url.substring(query + 1));
        var schema = options.remove("schema");
        if (options.containsKey("currentSchema")) {
            throw bad(url, "the schema of the store is given by the option schema, such as ?schema=orders.");
        }
        if (schema != null && !SCHEMA.matcher(schema).matches()) {
            throw bad(url, "a schema has a name of small letters, digits and underscores.");
        }
        if (!address.matches("jdbc:postgresql:(//[^/@]+(/[^/]*)?/?|[^/@]+)")) {
            throw bad(url, "it has the form jdbc:postgresql://host/database, with options such as ?user=me behind it.");
        }
        requirePorts(url, address);
        var password = options.remove("password");
        var lease = lease(url, options.remove("lease"));
        var known = known(address);
        for (var name : options.keySet()) {
            if (!known.contains(name)) {
                throw bad(url,
                        "there is no option \"%s\". Ours are schema and lease, the others are those of PostgreSQL's driver."
                                .formatted(name));
            }
        }
        return new StoreLocation.InPostgres(address, options, schema == null ? DEFAULT_SCHEMA : schema,
                password == null ? null : new StoreLocation.Password(password), lease);
    }

    /// The names of the driver's own options.
    private static Set<String> known(String url) {
        try {
            return Arrays.stream(DriverManager.getDriver(url).getPropertyInfo(url, new Properties()))
                    .map(option -> option.name).collect(Collectors.toSet());
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL's driver is missing", e);
        }
    }

    private static void requirePorts(String url, String address) {
        if (!address.contains("//")) {
            return;
        }
        var hosts = address.substring(address.indexOf("//") + 2).split("/", 2)[0];
        for (var host : hosts.split(",", -1)) {
            var port = host.replaceFirst("^(\\[[^]]*]|[^:]*)", "");
            if (!port.matches("|:[1-9][0-9]{0,4}")
                    || (!port.isEmpty() && Integer.parseInt(port.substring(1)) > 65_535)) {
                throw bad(url, "the port of a host is a number from 1 to 65535.");
            }
        }
    }

    private static Duration lease(String url, @Nullable String seconds) {
        if (seconds == null) {
            return StoreLocation.InPostgres.LEASE;
        }
        if (!seconds.matches("[1-9][0-9]{0,3}") || Integer.parseInt(seconds) < SHORTEST_LEASE) {
            throw bad(url, "the lease is a number of seconds from %d to 9999.".formatted(SHORTEST_LEASE));
        }
        return Duration.ofSeconds(Integer.parseInt(seconds));
    }

    private static SortedMap<String, String> options(String url, String query) {
        var options = new TreeMap<String, String>();
        for (var option : query.split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw bad(url, "behind its question mark stand options such as user=me, with & between them.");
            }
            options.put(decoded(url, option.substring(0, equals)), decoded(url, option.substring(equals + 1)));
        }
        return options;
    }

    private static String decoded(String url, String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw bad(url, "an option has a percent sign that two hexadecimal digits don't follow.");
        }
    }

    /// Without the password.
    static String text(StoreLocation.InPostgres location) {
        var options = new TreeMap<>(location.options());
        if (!location.schema().equals(DEFAULT_SCHEMA)) {
            options.put("schema", location.schema());
        }
        if (!location.lease().equals(StoreLocation.InPostgres.LEASE)) {
            options.put("lease", Long.toString(location.lease().toSeconds()));
        }
        var query = new StringBuilder();
        options.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&').append(encoded(name)).append('=')
                .append(isSecret(name) ? "***" : encoded(value)));
        return location.address() + query;
    }

    /// The driver's own, with all options but the password, and those without which it would wait for ever for a server that
    /// takes connections and then says nothing.
    static String driverUrl(StoreLocation.InPostgres location) {
        var options = new TreeMap<>(location.options());
        options.putIfAbsent("loginTimeout", Long.toString(LONGEST_LOGIN.toSeconds()));
        options.putIfAbsent("socketTimeout", Long.toString(LONGEST_ANSWER.toSeconds()));
        var query = new StringBuilder();
        options.forEach(
                (name, value) -> query.append('&').append(encoded(name)).append('=').append(encoded(value)));
        return location.address() + "?currentSchema=" + location.schema() + query;
    }

    private static boolean isSecret(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).contains("password");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// A text that names a store, to be told to people.
    static String masked(String text) {
        return text.replaceAll("(?i)(password=)[^&]*", "$1***").replaceAll("//([^/@:]*):[^/@]*@", "//$1:***@");
    }

    private static StoreException bad(String url, String why) {
        return StoreFailures.badLocation(masked(url), why);
    }

    /// From the URL, else from the environment; null where PostgreSQL's driver is to look into ~/.pgpass, or none is needed.
    static @Nullable String password(StoreLocation.InPostgres location) {
        var password = location.password();
        return password == null ? System.getenv("PGPASSWORD") : password.value();
    }
}
