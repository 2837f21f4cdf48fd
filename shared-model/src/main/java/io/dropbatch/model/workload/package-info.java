/** A workload as its author wrote it, checked and complete. */
@NullMarked
package io.dropbatch.model.workload;

import org.jspecify.annotations.NullMarked;
