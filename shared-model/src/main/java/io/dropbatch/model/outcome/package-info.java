/** The closed taxonomy of failures. */
@NullMarked
package io.dropbatch.model.outcome;

import org.jspecify.annotations.NullMarked;
