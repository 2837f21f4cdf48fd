package io.dropbatch.scheduler;

import io.dropbatch.bus.ConfigurationProblem;
import io.dropbatch.store.StorageAccount;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The storage account: a connection string, or both endpoints for use with the process's Azure identity. */
@ConfigurationProperties("dropbatch.storage")
public record StorageProperties(
        @DefaultValue("") String connectionString,
        @DefaultValue("") String blobEndpoint,
        @DefaultValue("") String tableEndpoint) {

    StorageAccount connect() {
        try {
            return StorageAccount.connect(connectionString, blobEndpoint, tableEndpoint);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationProblem(
                    "AZURE_STORAGE_CONNECTION_STRING",
                    "set a usable connection string, or AZURE_STORAGE_BLOB_ENDPOINT and AZURE_STORAGE_TABLE_ENDPOINT");
        }
    }

    /** Whether signatures can be made: they need the account's key. */
    boolean hasKey() {
        return connectionString.contains("AccountKey=") || connectionString.contains("UseDevelopmentStorage=true");
    }

    @Override
    public String toString() {
        return "StorageProperties[blobEndpoint=" + blobEndpoint + "]";
    }
}
