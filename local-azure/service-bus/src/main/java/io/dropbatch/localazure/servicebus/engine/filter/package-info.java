/** Filters that decide which messages of a topic a subscription gets. */
@NullMarked
package io.dropbatch.localazure.servicebus.engine.filter;

import org.jspecify.annotations.NullMarked;
