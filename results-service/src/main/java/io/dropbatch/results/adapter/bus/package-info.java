/** What results-service reacts to. */
@NullMarked
package io.dropbatch.results.adapter.bus;

import org.jspecify.annotations.NullMarked;
