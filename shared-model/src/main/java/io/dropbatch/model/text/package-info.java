/** Removes secrets from text that others wrote. */
@NullMarked
package io.dropbatch.model.text;

import org.jspecify.annotations.NullMarked;
