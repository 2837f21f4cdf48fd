/** Announcements that are kept, in the order in which they were. */
@NullMarked
package io.dropbatch.results.domain.history;

import org.jspecify.annotations.NullMarked;
