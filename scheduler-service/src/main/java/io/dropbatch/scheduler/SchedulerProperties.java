package io.dropbatch.scheduler;

import io.dropbatch.bus.ConfigurationProblem;
import io.dropbatch.scheduler.adapter.bus.Heartbeat;
import io.dropbatch.scheduler.app.SchedulerSettings;
import io.dropbatch.scheduler.domain.Image;
import io.dropbatch.scheduler.domain.PoolCatalogue;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the scheduler behaves; {@code application.yml} explains the less obvious ones.
 *
 * @param longestSignature that nodes' access to blobs may last when it is granted by signature
 */
@ConfigurationProperties("dropbatch.scheduler")
public record SchedulerProperties(
        @DefaultValue("90") int maxActiveJobs,
        PoolLimits poolLimits,
        Map<String, Image> images,
        @DefaultValue("15m") Duration taskMargin,
        @DefaultValue("2h") Duration taskRetention,
        @DefaultValue("24h") Duration jobRetention,
        @DefaultValue("30d") Duration rememberClosed,
        @DefaultValue("10m") Duration idlePool,
        @DefaultValue("20s") Duration stuckAfter,
        @DefaultValue("1h") Duration giveUpAfter,
        @DefaultValue("15s") Duration quotaPause,
        @DefaultValue("10m") Duration strayGrace,
        @DefaultValue("30d") Duration longestSignature,
        Every every) {

    /** What a pool may have at most, whatever a workload asks for. */
    public record PoolLimits(
            @DefaultValue("1000") int maxNodes,
            @DefaultValue("256") int slotsPerNode) {}

    /** How often the scheduler looks. */
    public record Every(
            @DefaultValue("5s") Duration jobs,
            @DefaultValue("15s") Duration pools,
            @DefaultValue("5m") Duration cleanUp) {}

    public SchedulerProperties {
        atLeastOne("max-active-jobs", maxActiveJobs);
        atLeastOne("pool-limits.max-nodes", poolLimits.maxNodes());
        atLeastOne("pool-limits.slots-per-node", poolLimits.slotsPerNode());
        positive("task-retention", taskRetention);
        positive("stuck-after", stuckAfter);
        positive("give-up-after", giveUpAfter);
        positive("every.jobs", every.jobs());
        positive("every.pools", every.pools());
        positive("every.clean-up", every.cleanUp());
        if (images.isEmpty()) {
            throw new ConfigurationProblem(PREFIX + "images", "name at least one image that pools may have");
        }
        if (rememberClosed.compareTo(LONGEST_MESSAGE) < 0) {
            throw new ConfigurationProblem(PREFIX + "remember-closed", "at least 14d: as long as a message may live");
        }
        if (longestSignature.compareTo(Duration.ofDays(2)) < 0) {
            throw new ConfigurationProblem(PREFIX + "longest-signature", "at least 2d");
        }
    }

    private static final Duration LONGEST_MESSAGE = Duration.ofDays(14);
    private static final String PREFIX = "dropbatch.scheduler.";

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

    Heartbeat.Intervals intervals() {
        return new Heartbeat.Intervals(every.jobs(), every.pools(), every.cleanUp());
    }

    private static void atLeastOne(String property, int value) {
        if (value < 1) {
            throw new ConfigurationProblem(PREFIX + property, "has to be at least 1");
        }
    }

    private static void positive(String property, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new ConfigurationProblem(PREFIX + property, "has to be longer than zero, such as 10s");
        }
    }
}
