/** Keeps the files that are processed as they come, and the windows that they go into. */
@NullMarked
package io.dropbatch.submission.adapter.store.window;

import org.jspecify.annotations.NullMarked;
