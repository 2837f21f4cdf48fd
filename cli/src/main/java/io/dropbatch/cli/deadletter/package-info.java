/** Dead letters of the bus: looked at, sent again, discarded, and who did that. */
@NullMarked
package io.dropbatch.cli.deadletter;

import org.jspecify.annotations.NullMarked;
