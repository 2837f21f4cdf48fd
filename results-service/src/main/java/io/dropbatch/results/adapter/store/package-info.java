/** Implements the ports of results-service with blobs and tables. */
@NullMarked
package io.dropbatch.results.adapter.store;

import org.jspecify.annotations.NullMarked;
