package io.dropbatch.localazure.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The addresses and keys of a running local Azure; only its owner may read them. */
public record LocalAzureAddresses(
        String storageConnectionString,
        String serviceBusConnectionString,
        String serviceBusAdministrationEndpoint,
        String batchEndpoint,
        String batchAccount,
        String batchKey,
        Pids pids) {

    /** The processes of local Azure. */
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
