/** The settings of parameters that tasks are run with. */
@NullMarked
package io.dropbatch.model.workload.sweep;

import org.jspecify.annotations.NullMarked;
