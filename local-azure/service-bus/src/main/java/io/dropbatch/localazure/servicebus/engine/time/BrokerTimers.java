package io.dropbatch.localazure.servicebus.engine.time;

import java.time.Instant;

/** Rings at given times. */
public interface BrokerTimers {
    Timer at(Instant due, Runnable action);

    /** A timer that can be called off. */
    interface Timer {
        void cancel();
    }
}
