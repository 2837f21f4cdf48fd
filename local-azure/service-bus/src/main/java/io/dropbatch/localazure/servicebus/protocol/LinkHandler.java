package io.dropbatch.localazure.servicebus.protocol;

import org.apache.qpid.proton.engine.Delivery;

/** What stands behind one attached link. Called on the connection's thread only. */
interface LinkHandler {
    default void onFlow() {}

    void onDelivery(Delivery delivery);

    /** The link is gone, by whichever end. */
    default void onClosed() {}
}
