/** What is remembered of an entity, and the log that remembers it. */
@NullMarked
package io.dropbatch.localazure.servicebus.engine.log;

import org.jspecify.annotations.NullMarked;
