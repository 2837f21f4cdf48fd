/** Serves announcements that are kept. */
@NullMarked
package io.dropbatch.results.adapter.web.events;

import org.jspecify.annotations.NullMarked;
