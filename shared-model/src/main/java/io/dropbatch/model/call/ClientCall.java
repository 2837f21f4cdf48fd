package io.dropbatch.model.call;

/**
 * A kind of call to Azure.
 *
 * @param operation of a closed list, such as {@code PUT blob}; never the name of a container, table, job or blob
 */
public record ClientCall(CallClient client, String operation, CallAnswer answer) {

    /** The operation of a request that is on no list. */
    public static final String OTHER = "other";
}
