package io.dropbatch.localazure.servicebus.engine.time;

import java.time.Instant;

/** Runs actions at given times. */
public interface BrokerTimers {
    Timer at(Instant due, Runnable action);

    /** A timer that can be cancelled. */
    interface Timer {
        void cancel();
    }
}
