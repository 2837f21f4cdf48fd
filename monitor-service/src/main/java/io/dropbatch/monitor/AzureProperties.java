package io.dropbatch.monitor;

import io.dropbatch.bus.ConfigurationProblem;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How to reach Batch and storage.
 *
 * @param batchAccessKey without it the process's Azure identity is used
 * @param storageConnectionString without it the endpoints and the process's Azure identity are used
 * @param outputs the container that nodes upload to
 * @param system the container of the services
 */
@ConfigurationProperties("dropbatch.azure")
public record AzureProperties(
        @Nullable String batchEndpoint,
        @Nullable String batchAccount,
        @Nullable String batchAccessKey,
        @Nullable String storageConnectionString,
        @Nullable String blobEndpoint,
        @Nullable String tableEndpoint,
        @Nullable String outputs,
        @Nullable String system) {

    @Override
    public String batchEndpoint() {
        String endpoint = required("AZURE_BATCH_ENDPOINT", batchEndpoint);
        if (!endpoint.matches("https?://.+") || URI.create(endpoint).getHost() == null) {
            throw new ConfigurationProblem(
                    "AZURE_BATCH_ENDPOINT", "has to be an address such as https://<account>.<region>.batch.azure.com");
        }
        return endpoint;
    }

    @Override
    public String batchAccount() {
        return required("AZURE_BATCH_ACCOUNT", batchAccount);
    }

    @Override
    public String outputs() {
        return required("dropbatch.containers.outputs", outputs);
    }

    @Override
    public String system() {
        return required("dropbatch.containers.system", system);
    }

    boolean hasBatchKey() {
        return batchAccessKey != null && !batchAccessKey.isBlank();
    }

    private static String required(String property, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new ConfigurationProblem(property, "is not set");
        }
        return value.strip();
    }

    /** Keeps keys out of logs. */
    @Override
    public String toString() {
        return "AzureProperties[batchEndpoint=" + batchEndpoint + ", batchAccount=" + batchAccount + "]";
    }
}
