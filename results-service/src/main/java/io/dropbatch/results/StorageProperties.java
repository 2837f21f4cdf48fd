package io.dropbatch.results;

import io.dropbatch.bus.ConfigurationProblem;
import io.dropbatch.store.StorageAccount;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where storage is: a connection string, or two endpoints that the process's Azure identity may use. */
@ConfigurationProperties("dropbatch.storage")
public record StorageProperties(
        @DefaultValue("") String connectionString,
        @DefaultValue("") String blobEndpoint,
        @DefaultValue("") String tableEndpoint) {

    StorageAccount connect() {
        try {
            return StorageAccount.connect(connectionString, blobEndpoint, tableEndpoint);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ConfigurationProblem(
                    "AZURE_STORAGE_CONNECTION_STRING",
                    "set it to the storage account's connection string, or set AZURE_STORAGE_BLOB_ENDPOINT and"
                            + " AZURE_STORAGE_TABLE_ENDPOINT to use an Azure identity");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "StorageProperties[blobEndpoint=" + blobEndpoint + "]";
    }
}
