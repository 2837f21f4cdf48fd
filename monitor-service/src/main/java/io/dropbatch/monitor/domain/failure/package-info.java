/** Why tasks, levels, pools and jobs fail, in words, from what Batch and the task harness say. */
@NullMarked
package io.dropbatch.monitor.domain.failure;

import org.jspecify.annotations.NullMarked;
