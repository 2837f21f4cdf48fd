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
 * @param rememberClosed for how long a late event about a closed job is recognised
 */
@ConfigurationProperties("dropbatch.monitor")
@Validated
public record MonitorProperties(
        @NotNull @Valid Looks looks,
        @NotNull @Valid Sweep sweep,
        @NotNull @Valid Patience patience,
        @NotNull @Valid Backlog backlog,
        @PositiveDuration Duration rememberClosed) {

    /**
     * How jobs are polled.
     *
     * @param threads that look at jobs
     * @param gap the shortest time between two looks at one job
     * @param lastGap the same once every task of a level that is still open has signalled its end
     * @param load after a look, a job is left alone for this many times the duration of the look, up to a limit
     * @param overlap how much earlier than the newest known transition a look begins
     * @param progress the shortest time between two progress events of a job
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
     * @param every the interval between passes over the watched jobs
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

    /**
     * How the bus is asked what waits in it.
     *
     * @param every how often
     */
    public record Backlog(boolean enabled, @PositiveDuration Duration every) {}
}
