package io.dropbatch.scheduler;

import io.dropbatch.scheduler.domain.pool.MarketplaceImage;
import io.dropbatch.scheduler.domain.pool.NodeSlots;
import io.dropbatch.scheduler.domain.pool.PoolCatalogue;
import io.dropbatch.scheduler.domain.pool.PoolProfiles;
import io.dropbatch.service.PositiveDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** What the scheduler may use of the account; {@code application.yml} explains the less obvious settings. */
@ConfigurationProperties("dropbatch.scheduler")
@Validated
public record SchedulerProperties(
        @DefaultValue("90") @Min(1) int maxActiveJobs,
        @DefaultValue @Valid PoolLimits poolLimits,

        @NotEmpty(message = "has to name at least one image that pools may have")
        Map<String, MarketplaceImage> images,

        @DefaultValue("10m") @NotNull Duration idlePool,
        @DefaultValue("7d") @NotNull Duration unusedPool,
        @DefaultValue @Valid Every every) {

    /**
     * The upper limits of a pool, whatever a workload asks for.
     *
     * @param connectedNodes instead of {@code maxNodes}, if it is more, where each task takes several nodes
     * @param defaultSlots of a node when the workload does not say; 0 for as many as its VM size has cores
     */
    public record PoolLimits(
            @DefaultValue("1000") @Min(1) int maxNodes,
            @DefaultValue("0") @Min(0) @Max(100) int connectedNodes,
            @DefaultValue("256") @Min(1) int slotsPerNode,
            @DefaultValue("0") @Min(0) int defaultSlots) {}

    /** The intervals of the scheduler's periodic work. */
    public record Every(
            @DefaultValue("5s") @PositiveDuration Duration jobs,
            @DefaultValue("15s") @PositiveDuration Duration pools,
            @DefaultValue("5m") @PositiveDuration Duration cleanUp) {}

    PoolCatalogue catalogue(PoolProfiles profiles) {
        return new PoolCatalogue(
                images,
                poolLimits.maxNodes(),
                poolLimits.connectedNodes(),
                new NodeSlots(poolLimits.slotsPerNode(), poolLimits.defaultSlots()),
                profiles);
    }
}
