/** Says why tasks failed, in the words of their users. */
@NullMarked
package io.dropbatch.results.domain.failure;

import org.jspecify.annotations.NullMarked;
