package io.dropbatch.service;

import io.dropbatch.model.call.CallObserver;
import io.dropbatch.store.StorageAccount;
import io.dropbatch.store.cloud.CloudAddresses;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where the storage account is: a connection string, or both endpoints for use with the process's Azure identity. */
public record StorageAddress(
        @DefaultValue("") String connectionString,
        @DefaultValue("") String blobEndpoint,
        @DefaultValue("") String tableEndpoint) {

    public StorageAddress {
        connectionString = connectionString.strip();
        blobEndpoint = blobEndpoint.strip();
        tableEndpoint = tableEndpoint.strip();
    }

    /** Whether signatures can be made: they need the account's key. */
    public boolean hasKey() {
        return connectionString.contains("AccountKey=") || connectionString.contains("UseDevelopmentStorage=true");
    }

    StorageAccount connect(CloudAddresses cloud, CallObserver observer) {
        try {
            return StorageAccount.connect(connectionString, blobEndpoint, tableEndpoint, cloud, observer);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ConfigurationProblem(
                    "dropbatch.storage.connection-string",
                    "has to be the storage account's connection string; or set AZURE_STORAGE_BLOB_ENDPOINT and"
                            + " AZURE_STORAGE_TABLE_ENDPOINT to use the process's Azure identity");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "StorageAddress[blobEndpoint=" + blobEndpoint + ", tableEndpoint=" + tableEndpoint + "]";
    }
}
