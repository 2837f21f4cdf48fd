/** Tries drops again that failed. */
@NullMarked
package io.dropbatch.results.app.retry;

import org.jspecify.annotations.NullMarked;
