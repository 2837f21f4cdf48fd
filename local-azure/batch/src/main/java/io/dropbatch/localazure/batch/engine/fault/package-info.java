/** Fault injection: which faults strike, and when. */
@NullMarked
package io.dropbatch.localazure.batch.engine.fault;

import org.jspecify.annotations.NullMarked;
