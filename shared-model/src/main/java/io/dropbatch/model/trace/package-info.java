/** One trace for each drop: where a span belongs, derived like every id, and what is recorded of it. */
@NullMarked
package io.dropbatch.model.trace;

import org.jspecify.annotations.NullMarked;
