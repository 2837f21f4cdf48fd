/** What results-service does: verifies levels, concludes jobs, tells drops' statuses, serves results. */
@NullMarked
package io.dropbatch.results.app;

import org.jspecify.annotations.NullMarked;
