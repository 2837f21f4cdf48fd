/** Which messages of a topic a subscription wants. */
@NullMarked
package io.dropbatch.localazure.servicebus.engine.filter;

import org.jspecify.annotations.NullMarked;
