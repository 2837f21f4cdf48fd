/** Names and ids. An id is derived from what it names, never random. */
@NullMarked
package io.dropbatch.model.id;

import org.jspecify.annotations.NullMarked;
