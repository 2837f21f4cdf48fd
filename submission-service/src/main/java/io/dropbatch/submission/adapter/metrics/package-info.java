/** Counts for operators. */
@NullMarked
package io.dropbatch.submission.adapter.metrics;

import org.jspecify.annotations.NullMarked;
