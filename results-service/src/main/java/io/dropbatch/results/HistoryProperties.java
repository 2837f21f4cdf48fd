package io.dropbatch.results;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of announcements that are kept.
 *
 * @param keepEvents for how long; zero to keep none
 */
@ConfigurationProperties("dropbatch.results")
@Validated
public record HistoryProperties(
        @DefaultValue("30d") @NotNull @DurationMin @DurationMax(days = 400)
        Duration keepEvents) {

    boolean isEnabled() {
        return keepEvents.isPositive();
    }
}
