package io.dropbatch.cli.ping;

import io.dropbatch.model.view.LifeStep;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One drop that went through the whole system.
 *
 * @param upload of its files by this machine, measured here as {@code fetch} is: the download of the checked result
 * @param uploadedAt when storage had its trigger; this and {@code steps} are by the clocks of Azure and of the services
 * @param steps the states that it came into
 */
record PingRun(Duration upload, Instant uploadedAt, List<LifeStep> steps, Duration fetch) {

    static final String UPLOAD = "upload";
    static final String FETCH = "fetch";
    static final String ALL = "drop to result";

    PingRun {
        steps = List.copyOf(steps);
    }

    /** How long each stage took, in their order; a stage is named by the state that ends it. */
    Map<String, Duration> stages() {
        Map<String, Duration> stages = new LinkedHashMap<>();
        stages.put(UPLOAD, upload);
        Instant before = uploadedAt;
        for (LifeStep step : steps) {
            Duration took = Duration.between(before, step.at());
            // Clocks of two machines differ by some milliseconds.
            stages.merge("to " + step.state().name().toLowerCase(Locale.ROOT), notNegative(took), Duration::plus);
            before = step.at();
        }
        stages.put(FETCH, fetch);
        stages.put(ALL, notNegative(Duration.between(uploadedAt, before)));
        return stages;
    }

    private static Duration notNegative(Duration span) {
        return span.isNegative() ? Duration.ZERO : span;
    }
}
