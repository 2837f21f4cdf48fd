/** Results, and the proof that they are complete. */
@NullMarked
package io.dropbatch.model.result;

import org.jspecify.annotations.NullMarked;
