/** How decisions and refusals are written in AMQP. */
@NullMarked
package io.dropbatch.localazure.servicebus.protocol.outcome;

import org.jspecify.annotations.NullMarked;
