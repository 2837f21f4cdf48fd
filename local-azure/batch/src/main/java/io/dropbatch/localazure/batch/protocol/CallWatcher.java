package io.dropbatch.localazure.batch.protocol;

/** Gets each call after it was answered. */
@FunctionalInterface
public interface CallWatcher {

    /**
     * Called once for each call.
     *
     * @param operation the verb and the path with names in braces, or why the call reached none
     */
    void answered(String operation, int status, long nanos);
}
