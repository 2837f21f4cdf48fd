/** Keeps announcements, reads them again and forgets them. */
@NullMarked
package io.dropbatch.results.app.history;

import org.jspecify.annotations.NullMarked;
