/** Workload files. */
@NullMarked
package io.dropbatch.codec.workload;

import org.jspecify.annotations.NullMarked;
