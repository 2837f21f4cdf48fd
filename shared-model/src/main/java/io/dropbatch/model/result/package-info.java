/** What came out, and the proof that it is complete. */
@NullMarked
package io.dropbatch.model.result;

import org.jspecify.annotations.NullMarked;
