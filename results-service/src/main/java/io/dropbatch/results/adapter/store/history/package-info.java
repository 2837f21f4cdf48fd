/** Announcements that are kept, as rows of the table. */
@NullMarked
package io.dropbatch.results.adapter.store.history;

import org.jspecify.annotations.NullMarked;
