/** Tries drops again that failed, and lets those in work pause. */
@NullMarked
package io.dropbatch.results.app.retry;

import org.jspecify.annotations.NullMarked;
