/// The reference runtime of the Serverless Workflow language, in memory.
@NullMarked
package dev.flowloom.bench.serverless;

import org.jspecify.annotations.NullMarked;
