/** What the engine asks of a node: to run a command there. */
@NullMarked
package io.dropbatch.localazure.batch.engine.run;

import org.jspecify.annotations.NullMarked;
