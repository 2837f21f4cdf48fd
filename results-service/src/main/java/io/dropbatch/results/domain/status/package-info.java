/** What is remembered of a drop and what its status says. */
@NullMarked
package io.dropbatch.results.domain.status;

import org.jspecify.annotations.NullMarked;
