package io.dropbatch.results;

import io.dropbatch.bus.ConfigurationProblem;
import io.dropbatch.results.domain.RecheckLimit;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the service verifies and tells.
 *
 * @param table of its own state
 * @param readers threads that read from storage side by side
 * @param clockTolerance how far a node's clock may be from Batch's
 * @param recheckOutputs up to how many outputs of a last level are read again and hashed
 * @param recheckBytes how large these may be together
 * @param progressInterval between two notices of progress in a status
 * @param largeLevel from how many tasks on a level is verified aside
 * @param giveUpAfter how long nothing is heard of a drop that is worked at before it gets its outcome without
 * @param rememberClosed how long drops that have ended are listed and late messages about them recognised
 * @param sweepEvery the pause between sweeps for both
 * @param downloads that are served side by side
 */
@ConfigurationProperties("dropbatch.results")
public record ResultsProperties(
        @DefaultValue("results") String table,
        @DefaultValue("16") int readers,
        @DefaultValue("2m") Duration clockTolerance,
        @DefaultValue("200") int recheckOutputs,
        @DefaultValue("256MB") DataSize recheckBytes,
        @DefaultValue("1s") Duration progressInterval,
        @DefaultValue("2000") int largeLevel,
        @DefaultValue("24h") Duration giveUpAfter,
        @DefaultValue("30d") Duration rememberClosed,
        @DefaultValue("5m") Duration sweepEvery,
        @DefaultValue("8") int downloads) {

    private static final Duration LONGEST_MESSAGE = Duration.ofDays(14);

    public ResultsProperties {
        require(table.matches("[A-Za-z][A-Za-z0-9]{2,62}"), "table", "3-63 letters and digits, a letter first");
        require(readers >= 1 && readers <= 256, "readers", "1 to 256");
        require(!clockTolerance.isNegative(), "clock-tolerance", "not negative");
        require(recheckOutputs >= 0 && recheckOutputs <= 100_000, "recheck-outputs", "0 to 100000");
        require(!recheckBytes.isNegative(), "recheck-bytes", "not negative");
        require(!progressInterval.isNegative(), "progress-interval", "not negative");
        require(largeLevel >= 1, "large-level", "at least 1");
        require(giveUpAfter.isPositive(), "give-up-after", "longer than zero");
        require(
                rememberClosed.compareTo(LONGEST_MESSAGE) >= 0,
                "remember-closed",
                "at least 14d: as long as a message may live");
        require(sweepEvery.isPositive(), "sweep-every", "longer than zero");
        require(downloads >= 1 && downloads <= 100, "downloads", "1 to 100");
    }

    RecheckLimit recheck() {
        return new RecheckLimit(recheckOutputs, recheckBytes.toBytes());
    }

    private static void require(boolean holds, String property, String rule) {
        if (!holds) {
            throw new ConfigurationProblem("dropbatch.results." + property, "has to be " + rule);
        }
    }
}
