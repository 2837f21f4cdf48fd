/** The records of an entity and the log that stores them. */
@NullMarked
package io.dropbatch.localazure.servicebus.engine.log;

import org.jspecify.annotations.NullMarked;
