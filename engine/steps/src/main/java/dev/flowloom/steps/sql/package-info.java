/// The step type that executes SQL, and the source of a query's rows, on any database with a JDBC driver. Knows no other step
/// type.
@NullMarked
package dev.flowloom.steps.sql;

import org.jspecify.annotations.NullMarked;
