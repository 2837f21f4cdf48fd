/** The glob syntax. */
@NullMarked
package io.dropbatch.model.glob;

import org.jspecify.annotations.NullMarked;
