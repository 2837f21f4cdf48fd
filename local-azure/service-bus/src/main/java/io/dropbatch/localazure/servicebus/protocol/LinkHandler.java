package io.dropbatch.localazure.servicebus.protocol;

import org.apache.qpid.proton.engine.Delivery;

/** Handles one attached link. Called on the connection's thread only. */
interface LinkHandler {
    default void onFlow() {}

    void onDelivery(Delivery delivery);

    /** The link was closed by either end. */
    default void onClosed() {}
}
