package io.dropbatch.localazure.servicebus.message;

/** Where one section of an encoded message lies; {@code code} is its descriptor (AMQP 1.0 part 3.2). */
record MessageSection(int code, int start, int valueStart, int end) {
    static final int HEADER = 0x70;
    static final int DELIVERY_ANNOTATIONS = 0x71;
    static final int MESSAGE_ANNOTATIONS = 0x72;
    static final int PROPERTIES = 0x73;
    static final int APPLICATION_PROPERTIES = 0x74;
    static final int DATA = 0x75;

    /** The bare message begins with the first section from the properties on (AMQP 1.0 part 3.2). */
    boolean isBare() {
        return code >= PROPERTIES;
    }
}
