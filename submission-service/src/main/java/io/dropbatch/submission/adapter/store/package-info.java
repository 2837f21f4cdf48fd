/** Implements the ports with blobs and tables. */
@NullMarked
package io.dropbatch.submission.adapter.store;

import org.jspecify.annotations.NullMarked;
