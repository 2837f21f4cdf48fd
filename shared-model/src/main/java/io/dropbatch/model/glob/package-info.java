/** The one glob dialect. */
@NullMarked
package io.dropbatch.model.glob;

import org.jspecify.annotations.NullMarked;
