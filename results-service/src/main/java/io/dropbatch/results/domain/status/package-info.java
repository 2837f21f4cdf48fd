/** Decides what is stored of a drop and what its status contains. */
@NullMarked
package io.dropbatch.results.domain.status;

import org.jspecify.annotations.NullMarked;
