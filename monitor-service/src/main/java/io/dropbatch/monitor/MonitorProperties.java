package io.dropbatch.monitor;

import io.dropbatch.service.PositiveDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The monitor's settings; {@code application.yml} has the defaults.
 *
 * @param rememberClosed how long a late announcement about a closed job is recognised
 */
@ConfigurationProperties("dropbatch.monitor")
@Validated
public record MonitorProperties(
        @NotNull @Valid Looks looks,
        @NotNull @Valid Sweep sweep,
        @NotNull @Valid Patience patience,
        @PositiveDuration Duration rememberClosed) {

    /**
     * How jobs are looked at.
     *
     * @param threads that look at jobs
     * @param gap at least this long between two looks at one job
     * @param lastGap the same once every task of a level that is still open has signalled its end
     * @param load a job rests this many times as long as its look took, though not long
     * @param overlap how much earlier than the newest known transition a look begins
     * @param progress at least this long between two announcements of a job's progress
     */
    public record Looks(
            @Min(1) int threads,
            @PositiveDuration Duration gap,
            @PositiveDuration Duration lastGap,
            @Min(1) int load,
            @PositiveDuration Duration overlap,
            @PositiveDuration Duration progress) {}

    /**
     * How jobs are swept.
     *
     * @param every how often the watched jobs are gone through
     * @param shortest time between two sweeps of one job
     * @param longest time between two sweeps of one job
     * @param overlap how much earlier than the newest transition known at the last sweep a sweep begins
     */
    public record Sweep(
            @PositiveDuration Duration every,
            @PositiveDuration Duration shortest,
            @PositiveDuration Duration longest,
            @PositiveDuration Duration overlap) {}

    /**
     * How long a job may make no progress.
     *
     * @see io.dropbatch.monitor.domain.StallPolicy
     */
    public record Patience(
            @PositiveDuration Duration examine,
            @PositiveDuration Duration tell,
            @PositiveDuration Duration giveUp) {}
}
