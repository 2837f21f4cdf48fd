/** The use cases: they verify levels, conclude jobs, post statuses and serve results. */
@NullMarked
package io.dropbatch.results.app;

import org.jspecify.annotations.NullMarked;
