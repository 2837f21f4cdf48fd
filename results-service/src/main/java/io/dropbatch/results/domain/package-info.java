/** Decides what proves a result and what concludes a job. */
@NullMarked
package io.dropbatch.results.domain;

import org.jspecify.annotations.NullMarked;
