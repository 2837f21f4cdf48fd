package io.dropbatch.service;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the Batch account is. Only the services that use Batch need one.
 *
 * @param endpoint the account's address
 * @param account its name, which goes with the key
 * @param accessKey if empty, the process's Azure identity is used
 * @param identity resource id of the managed identity that the pools' nodes carry; if empty, nodes are given signatures
 */
public record BatchAddress(
        @DefaultValue("")
        @Pattern(
                regexp = "|https?://[A-Za-z0-9.:\\[\\]-]+/?",
                message = "has to be an address such as https://<account>.<region>.batch.azure.com")
        String endpoint,

        @DefaultValue("") String account,

        @DefaultValue("")
        @Pattern(
                regexp = "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
                message = "has to be Base64: copy the account's key whole")
        String accessKey,

        @DefaultValue("") String identity) {

    public BatchAddress {
        endpoint = endpoint.strip();
        account = account.strip();
        accessKey = accessKey.strip();
        identity = identity.strip();
    }

    /**
     * This address, for a service that cannot do without it.
     *
     * @throws ConfigurationProblem when a part of it is not set
     */
    public BatchAddress required() {
        if (endpoint.isEmpty()) {
            throw new ConfigurationProblem(
                    "dropbatch.batch.endpoint",
                    "has to be set to the Batch account's address, such as"
                            + " https://<account>.<region>.batch.azure.com");
        }
        if (hasKey() && account.isEmpty()) {
            throw new ConfigurationProblem(
                    "dropbatch.batch.account", "has to be set to the name of the Batch account that the key is of");
        }
        return this;
    }

    private boolean hasKey() {
        return !accessKey.isEmpty();
    }

    /** Whether nodes reach blobs by an identity of their own, without signatures. */
    public boolean nodesHaveIdentity() {
        return !identity.isEmpty();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "BatchAddress[endpoint=" + endpoint + ", account=" + account + "]";
    }
}
