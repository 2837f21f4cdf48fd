/** The spans of what is handled and announced. */
@NullMarked
package io.dropbatch.bus.trace;

import org.jspecify.annotations.NullMarked;
