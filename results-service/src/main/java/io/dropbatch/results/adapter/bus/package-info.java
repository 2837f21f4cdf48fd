/** Handles the messages that results-service receives. */
@NullMarked
package io.dropbatch.results.adapter.bus;

import org.jspecify.annotations.NullMarked;
