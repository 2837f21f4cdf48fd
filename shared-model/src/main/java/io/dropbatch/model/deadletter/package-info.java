/** Messages of the bus that nobody handled, and what people did with them. */
@NullMarked
package io.dropbatch.model.deadletter;

import org.jspecify.annotations.NullMarked;
