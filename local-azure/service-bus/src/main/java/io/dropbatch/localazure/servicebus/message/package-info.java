/** The AMQP message as the broker sees it: sections located, the sender's bytes kept. */
@NullMarked
package io.dropbatch.localazure.servicebus.message;

import org.jspecify.annotations.NullMarked;
