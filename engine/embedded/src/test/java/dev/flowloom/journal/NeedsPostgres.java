package dev.flowloom.journal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// Skipped where no PostgreSQL is given.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("postgres")
@EnabledIfEnvironmentVariable(
        named = TestPostgres.VARIABLE,
        matches = "jdbc:postgresql:.*",
        disabledReason = "no PostgreSQL: set " + TestPostgres.VARIABLE + " to a JDBC URL")
public @interface NeedsPostgres {
}
