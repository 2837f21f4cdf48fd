/** Names and ids: derived from what they name, never invented. */
@NullMarked
package io.dropbatch.model.id;

import org.jspecify.annotations.NullMarked;
