package io.dropbatch.localazure.batch.protocol;

/** Sees each call after it was answered. */
@FunctionalInterface
public interface CallWatcher {

    /**
     * Told once a call.
     *
     * @param operation the verb and the path with names in braces, or what kept the call from reaching one
     */
    void answered(String operation, int status, long nanos);
}
