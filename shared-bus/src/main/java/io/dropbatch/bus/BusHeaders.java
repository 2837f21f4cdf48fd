package io.dropbatch.bus;

import com.azure.spring.messaging.servicebus.support.ServiceBusMessageHeaders;

/** Names of the binder's message headers that this module uses. */
final class BusHeaders {

    static final String MESSAGE_ID = ServiceBusMessageHeaders.MESSAGE_ID;
    static final String SUBJECT = ServiceBusMessageHeaders.SUBJECT;
    static final String CORRELATION_ID = ServiceBusMessageHeaders.CORRELATION_ID;
    static final String SCHEDULED_ENQUEUE_TIME = ServiceBusMessageHeaders.SCHEDULED_ENQUEUE_TIME;
    static final String RECEIVED = ServiceBusMessageHeaders.RECEIVED_MESSAGE_CONTEXT;

    private BusHeaders() {}
}
