package io.dropbatch.results.app.port;

/** Passes announcements of outputs on to those who do not listen to the bus. */
@FunctionalInterface
public interface OutputPublisher {

    /**
     * Passes it on once. A second time is no harm: the event has its id.
     *
     * @param event as it was announced
     * @return whether they have it; false if they may lack it, and why is logged
     */
    boolean publish(String event);
}
