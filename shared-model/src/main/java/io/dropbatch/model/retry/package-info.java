/** What follows a failure: whether and when something is tried again, and what goes on meanwhile. */
@NullMarked
package io.dropbatch.model.retry;

import org.jspecify.annotations.NullMarked;
