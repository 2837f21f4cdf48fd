/** The ports of results-service on blobs and tables. */
@NullMarked
package io.dropbatch.results.adapter.store;

import org.jspecify.annotations.NullMarked;
