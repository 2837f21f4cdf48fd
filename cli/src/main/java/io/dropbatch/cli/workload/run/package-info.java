/** One task, run on this machine as a node would run it. */
@NullMarked
package io.dropbatch.cli.workload.run;

import org.jspecify.annotations.NullMarked;
