/** The clock and the timers of the account. */
@NullMarked
package io.dropbatch.localazure.batch.engine.time;

import org.jspecify.annotations.NullMarked;
