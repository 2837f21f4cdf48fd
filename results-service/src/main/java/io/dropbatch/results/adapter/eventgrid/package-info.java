/** Publishes to a topic of Event Grid. */
@NullMarked
package io.dropbatch.results.adapter.eventgrid;

import org.jspecify.annotations.NullMarked;
