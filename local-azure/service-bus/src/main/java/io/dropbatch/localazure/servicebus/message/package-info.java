/** The AMQP message: the broker locates its sections and keeps the sender's bytes. */
@NullMarked
package io.dropbatch.localazure.servicebus.message;

import org.jspecify.annotations.NullMarked;
