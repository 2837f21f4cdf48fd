package io.dropbatch.store.cloud;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What differs between Azure's clouds for who uses them by an identity.
 *
 * @param authority that issues tokens
 * @param batchAudience that Batch requires in a token, to the slash at its end
 * @param serviceBusDomain behind the name of a Service Bus namespace
 * @param resourceManager where resources are managed, without a slash at its end
 */
public record CloudAddresses(String authority, String batchAudience, String serviceBusDomain, String resourceManager) {

    /** The variable that names the cloud; {@code AzureCloud} where it is not set. */
    public static final String CLOUD = "AZURE_CLOUD";

    private static final String AUTHORITY = "AZURE_AUTHORITY_HOST";
    private static final String BATCH_AUDIENCE = "AZURE_BATCH_AUDIENCE";
    private static final String SERVICE_BUS_DOMAIN = "AZURE_SERVICEBUS_DOMAIN";
    private static final String RESOURCE_MANAGER = "AZURE_RESOURCE_MANAGER_ENDPOINT";

    /** Those of the public cloud. */
    public static CloudAddresses ofPublicCloud() {
        return AzureCloud.PUBLIC.addresses();
    }

    /**
     * Those of the cloud that the environment names, each of which it may replace.
     *
     * @throws IllegalArgumentException when there is no such cloud; the message says which there are
     */
    public static CloudAddresses of(Function<String, @Nullable String> environment) {
        CloudAddresses cloud =
                AzureCloud.named(value(environment, CLOUD, "AzureCloud")).addresses();
        return new CloudAddresses(
                value(environment, AUTHORITY, cloud.authority),
                value(environment, BATCH_AUDIENCE, cloud.batchAudience),
                value(environment, SERVICE_BUS_DOMAIN, cloud.serviceBusDomain),
                value(environment, RESOURCE_MANAGER, cloud.resourceManager).replaceAll("/+$", ""));
    }

    private static String value(Function<String, @Nullable String> environment, String name, String otherwise) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    /** The identity of this process. */
    public TokenCredential identity() {
        return new DefaultAzureCredentialBuilder().authorityHost(authority).build();
    }

    /**
     * What Microsoft Entra ID is asked for: it puts what stands before {@code /.default} into the token as it is, so that the
     * slash at the end of the audience has to be doubled.
     *
     * @see <a href="https://github.com/Azure/azure-sdk-for-net/issues/8026">The wrong audience</a>
     */
    public String batchScope() {
        return batchAudience + "/.default";
    }

    /** @param namespace of Service Bus, its bare or its full name */
    public String fullNamespace(String namespace) {
        return namespace.isEmpty() || namespace.contains(".") ? namespace : namespace + "." + serviceBusDomain;
    }
}
