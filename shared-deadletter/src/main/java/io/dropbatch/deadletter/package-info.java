/** Dead letters of the bus: looked at, sent again, discarded, and who did that. */
@NullMarked
package io.dropbatch.deadletter;

import org.jspecify.annotations.NullMarked;
