/// DBOS Transact on PostgreSQL.
@NullMarked
package dev.flowloom.bench.dbos;

import org.jspecify.annotations.NullMarked;
