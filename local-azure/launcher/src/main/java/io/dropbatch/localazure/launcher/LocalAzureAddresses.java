package io.dropbatch.localazure.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** How to reach a running local Azure; with its keys, hence for the owner's eyes only. */
public record LocalAzureAddresses(
        String storageConnectionString,
        String serviceBusConnectionString,
        String batchEndpoint,
        String batchAccount,
        String batchKey,
        Pids pids) {

    /** The processes that make it up. */
    public record Pids(long localAzure, long azurite) {}

    String toJson() {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Addresses[batchEndpoint=" + batchEndpoint + ", batchAccount=" + batchAccount + "]";
    }
}
