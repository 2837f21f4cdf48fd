package io.dropbatch.scheduler;

import io.dropbatch.codec.document.NearestName;
import io.dropbatch.scheduler.domain.pool.PoolProfiles;
import io.dropbatch.scheduler.domain.scale.SpotLimits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The pools that the operator offers to workloads, and how pools with a managed identity are made.
 *
 * @param profiles by the names that workloads use
 * @param shared ids of the operator's own pools that workloads may use
 * @param accountId resource id of the Batch account; without it no pool with an identity is made
 * @param resourceManager the address of Azure's resource manager; empty for that of the cloud in use
 */
@ConfigurationProperties("dropbatch.pools")
@Validated
public record PoolProperties(
        @DefaultValue
        Map<
                        @Pattern(
                                regexp = "[a-z0-9][a-z0-9-]{0,62}",
                                message = "has to be named by lower-case letters, digits and hyphens")
                        String,
                        @Valid PoolProfileProperties>
                profiles,

        @DefaultValue Set<String> shared,

        @DefaultValue("")
        @Pattern(
                regexp = "|/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Batch/batchAccounts/[^/]+",
                flags = Pattern.Flag.CASE_INSENSITIVE,
                message =
                        "has to be /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Batch/batchAccounts/<account>")
        String accountId,

        @DefaultValue("")
        @Pattern(
                regexp = "|https?://[A-Za-z0-9.:\\[\\]-]+/?",
                message = "has to be an address such as https://management.azure.com")
        String resourceManager,

        @DefaultValue @Valid Spot spot) {

    /**
     * When dedicated nodes take over from spot nodes.
     *
     * @param preemptions after so many
     * @param reserve when a job has only so much of its time left
     */
    public record Spot(
            @DefaultValue("5") @Min(1) int preemptions,
            @DefaultValue("1h") @NotNull Duration reserve) {}

    PoolProfiles offered() {
        return new PoolProfiles(
                profiles.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, profile -> profile.getValue().profile())),
                shared,
                PoolProperties::hint);
    }

    SpotLimits spotLimits() {
        return new SpotLimits(spot.preemptions(), spot.reserve());
    }

    private static String hint(String name, Collection<String> known) {
        if (known.isEmpty()) {
            return ": there are none.";
        }
        String hint = NearestName.hint(name, known);
        return hint.endsWith("?") ? hint : hint + ".";
    }
}
