/** A folder of this machine, planned as the services would plan its drop. */
@NullMarked
package io.dropbatch.cli.plan;

import org.jspecify.annotations.NullMarked;
