package io.dropbatch.scheduler;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.bus.ConfigurationProblem;
import java.net.URI;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Batch account.
 *
 * @param accessKey if empty, the process's Azure identity is used
 * @param identity resource id of the managed identity that the pools' nodes carry; if empty, nodes are given signatures
 */
@ConfigurationProperties("dropbatch.batch")
public record BatchProperties(
        @DefaultValue("") String endpoint,
        @DefaultValue("") String account,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String identity) {

    public BatchProperties {
        if (!isHttp(endpoint)) {
            throw new ConfigurationProblem(
                    "AZURE_BATCH_ENDPOINT",
                    "set the Batch account's address, such as https://name.region.batch.azure.com");
        }
        if (!accessKey.isEmpty() && account.isEmpty()) {
            throw new ConfigurationProblem("AZURE_BATCH_ACCOUNT", "set the name of the Batch account");
        }
        if (!isBase64(accessKey)) {
            throw new ConfigurationProblem("AZURE_BATCH_ACCESS_KEY", "is not a key: Base64 expected");
        }
    }

    BatchServiceClient open() {
        return accessKey.isEmpty()
                ? BatchClientFactory.withIdentity(endpoint)
                : BatchClientFactory.withKey(endpoint, account, accessKey);
    }

    boolean nodesHaveIdentity() {
        return !identity.isEmpty();
    }

    @Override
    public String toString() {
        return "BatchProperties[endpoint=" + endpoint + ", account=" + account + "]";
    }

    private static boolean isHttp(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
