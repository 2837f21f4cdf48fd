package io.dropbatch.monitor;

import io.dropbatch.bus.ConfigurationProblem;
import java.util.Optional;
import java.util.regex.Pattern;
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

    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

    @Override
    public String batchEndpoint() {
        String endpoint = required("AZURE_BATCH_ENDPOINT", batchEndpoint);
        if (!ADDRESS.matcher(endpoint).matches()) {
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

    /** The account's key, if one is to be used. */
    Optional<String> batchKey() {
        if (batchAccessKey == null || batchAccessKey.isBlank()) {
            return Optional.empty();
        }
        String key = batchAccessKey.strip();
        if (key.length() % 4 != 0 || !BASE64.matcher(key).matches()) {
            throw new ConfigurationProblem("AZURE_BATCH_ACCESS_KEY", "is not Base64: copy the account's key whole");
        }
        return Optional.of(key);
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
