package io.dropbatch.results;

import io.dropbatch.results.domain.RecheckLimit;
import io.dropbatch.service.NonNegativeSize;
import io.dropbatch.service.PositiveDuration;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of verification and of statuses.
 *
 * @param table the table of the service's own state
 * @param readers threads that read from storage side by side
 * @param clockTolerance how far a node's clock may be from Batch's
 * @param recheckOutputs up to how many outputs of a last level are read again and hashed
 * @param recheckBytes how large these may be together
 * @param progressInterval the shortest time between two progress updates of a status
 * @param largeLevel a level with at least this many tasks is verified in a message of its own
 * @param giveUpAfter a drop in work with no event for this long is failed
 * @param rememberClosed how long ended drops are listed and late messages about them are recognised
 * @param sweepEvery the pause between sweeps for both
 * @param downloads that are served side by side
 */
@ConfigurationProperties("dropbatch.results")
@Validated
public record ResultsProperties(
        @DefaultValue("results")
        @NotNull
        @Pattern(regexp = "[A-Za-z][A-Za-z0-9]{2,62}", message = "has to be 3-63 letters and digits, a letter first")
        String table,

        @DefaultValue("16") @Range(min = 1, max = 256) int readers,
        @DefaultValue("2m") @NotNull @DurationMin Duration clockTolerance,
        @DefaultValue("200") @Range(min = 0, max = 100_000) int recheckOutputs,
        @DefaultValue("256MB") @NonNegativeSize DataSize recheckBytes,
        @DefaultValue("1s") @NotNull @DurationMin Duration progressInterval,
        @DefaultValue("2000") @Min(1) int largeLevel,
        @DefaultValue("24h") @PositiveDuration Duration giveUpAfter,

        @DefaultValue("30d")
        @NotNull
        @DurationMin(days = 14, message = "has to be at least 14d: as long as a message may live")
        Duration rememberClosed,

        @DefaultValue("5m") @PositiveDuration Duration sweepEvery,
        @DefaultValue("8") @Range(min = 1, max = 100) int downloads) {

    RecheckLimit recheck() {
        return new RecheckLimit(recheckOutputs, recheckBytes.toBytes());
    }
}
