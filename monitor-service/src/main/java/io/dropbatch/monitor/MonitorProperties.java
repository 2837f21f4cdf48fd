package io.dropbatch.monitor;

import io.dropbatch.bus.ConfigurationProblem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The monitor's settings.
 *
 * @param rememberClosed how long a late announcement about a closed job is recognised
 */
@ConfigurationProperties("dropbatch.monitor")
public record MonitorProperties(Looks looks, Sweep sweep, Patience patience, Duration rememberClosed) {

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
    public record Looks(int threads, Duration gap, Duration lastGap, int load, Duration overlap, Duration progress) {}

    /**
     * How jobs are swept.
     *
     * @param every how often the watched jobs are gone through
     * @param shortest time between two sweeps of one job
     * @param longest time between two sweeps of one job
     * @param overlap how much earlier than the newest transition known at the last sweep a sweep begins
     */
    public record Sweep(Duration every, Duration shortest, Duration longest, Duration overlap) {}

    /**
     * How long a job may make no progress.
     *
     * @see io.dropbatch.monitor.domain.Patience
     */
    public record Patience(Duration examine, Duration tell, Duration giveUp) {}

    public MonitorProperties {
        positive("dropbatch.monitor.looks.threads", looks.threads());
        positive("dropbatch.monitor.looks.load", looks.load());
        positive("dropbatch.monitor.looks.gap", looks.gap());
        positive("dropbatch.monitor.looks.last-gap", looks.lastGap());
        positive("dropbatch.monitor.looks.overlap", looks.overlap());
        positive("dropbatch.monitor.looks.progress", looks.progress());
        positive("dropbatch.monitor.sweep.every", sweep.every());
        positive("dropbatch.monitor.sweep.shortest", sweep.shortest());
        positive("dropbatch.monitor.sweep.longest", sweep.longest());
        positive("dropbatch.monitor.sweep.overlap", sweep.overlap());
        positive("dropbatch.monitor.patience.examine", patience.examine());
        positive("dropbatch.monitor.patience.tell", patience.tell());
        positive("dropbatch.monitor.patience.give-up", patience.giveUp());
        positive("dropbatch.monitor.remember-closed", rememberClosed);
    }

    private static void positive(String property, @Nullable Duration value) {
        if (value == null || value.isNegative() || value.isZero()) {
            throw new ConfigurationProblem(property, "has to be longer than zero");
        }
    }

    private static void positive(String property, int value) {
        if (value < 1) {
            throw new ConfigurationProblem(property, "has to be at least 1");
        }
    }
}
