package io.dropbatch.results;

import io.dropbatch.service.PositiveDuration;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of statuses and downloads, and of the service's own state.
 *
 * @param table the table of the service's own state
 * @param readers threads that read from storage side by side
 * @param progressInterval the shortest time between two progress updates of a status
 * @param giveUpAfter a drop in work with no event for this long is failed
 * @param rememberClosed how long ended drops are listed and late messages about them are recognised
 * @param deletedTriggersEvery the pause between looks for drops in work whose trigger was deleted
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
        @DefaultValue("1s") @NotNull @DurationMin Duration progressInterval,
        @DefaultValue("24h") @PositiveDuration Duration giveUpAfter,

        @DefaultValue("30d")
        @NotNull
        @DurationMin(days = 14, message = "has to be at least 14d: as long as a message may live")
        Duration rememberClosed,

        @DefaultValue("30s") @PositiveDuration Duration deletedTriggersEvery,
        @DefaultValue("5m") @PositiveDuration Duration sweepEvery,
        @DefaultValue("8") @Range(min = 1, max = 100) int downloads) {}
