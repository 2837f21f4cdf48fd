/** The scripts that run the tasks on the nodes. */
@NullMarked
package io.dropbatch.planning.harness;

import org.jspecify.annotations.NullMarked;
