package io.dropbatch.scheduler;

import io.dropbatch.scheduler.app.SchedulerSettings;
import io.dropbatch.scheduler.domain.NodeImage;
import io.dropbatch.scheduler.domain.PoolCatalogue;
import io.dropbatch.service.PositiveDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The scheduler's settings; {@code application.yml} explains the less obvious ones.
 *
 * @param longestSignature that nodes' access to blobs may last when it is granted by signature
 */
@ConfigurationProperties("dropbatch.scheduler")
@Validated
public record SchedulerProperties(
        @DefaultValue("90") @Min(1) int maxActiveJobs,
        @DefaultValue @Valid PoolLimits poolLimits,

        @NotEmpty(message = "has to name at least one image that pools may have")
        Map<String, NodeImage> images,

        @DefaultValue("15m") @NotNull Duration taskMargin,
        @DefaultValue("2h") @PositiveDuration Duration taskRetention,
        @DefaultValue("24h") @NotNull Duration jobRetention,

        @DefaultValue("30d")
        @NotNull
        @DurationMin(days = 14, message = "has to be at least 14d: as long as a message may live")
        Duration rememberClosed,

        @DefaultValue("10m") @NotNull Duration idlePool,
        @DefaultValue("20s") @PositiveDuration Duration stuckAfter,
        @DefaultValue("1h") @PositiveDuration Duration giveUpAfter,
        @DefaultValue("15s") @NotNull Duration quotaPause,
        @DefaultValue("10m") @NotNull Duration strayGrace,
        @DefaultValue("30d") @NotNull @DurationMin(days = 2) Duration longestSignature,
        @DefaultValue @Valid Every every) {

    /** The upper limits of a pool, whatever a workload asks for. */
    public record PoolLimits(
            @DefaultValue("1000") @Min(1) int maxNodes,
            @DefaultValue("256") @Min(1) int slotsPerNode) {}

    /** The intervals of the scheduler's periodic work. */
    public record Every(
            @DefaultValue("5s") @PositiveDuration Duration jobs,
            @DefaultValue("15s") @PositiveDuration Duration pools,
            @DefaultValue("5m") @PositiveDuration Duration cleanUp) {}

    SchedulerSettings settings() {
        return new SchedulerSettings(
                maxActiveJobs,
                taskMargin,
                stuckAfter,
                giveUpAfter,
                quotaPause,
                idlePool,
                strayGrace,
                jobRetention,
                rememberClosed);
    }

    PoolCatalogue catalogue() {
        return new PoolCatalogue(images, poolLimits.maxNodes(), poolLimits.slotsPerNode());
    }
}
