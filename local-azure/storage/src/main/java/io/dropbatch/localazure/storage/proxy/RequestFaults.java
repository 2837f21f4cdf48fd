package io.dropbatch.localazure.storage.proxy;

import java.util.concurrent.atomic.AtomicInteger;

/** Makes storage refuse requests as Azure does under load. */
public final class RequestFaults {

    private final AtomicInteger throttled = new AtomicInteger();

    /** Answers this many blob requests with 503 ServerBusy. */
    public void throttleNext(int requests) {
        throttled.set(requests);
    }

    boolean refusesNext() {
        return throttled.get() > 0 && throttled.getAndDecrement() > 0;
    }
}
