package io.dropbatch.model.call;

import java.time.Duration;

/** Is told of each call to Azure when it was answered. Called by many threads, on the path of every request. */
@FunctionalInterface
public interface CallObserver {

    /** For who measures nothing. */
    CallObserver NONE = (call, took) -> {};

    /** @param took until the answer, without the reading of its body */
    void answered(ClientCall call, Duration took);
}
