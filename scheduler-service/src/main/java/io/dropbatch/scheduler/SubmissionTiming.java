package io.dropbatch.scheduler;

import io.dropbatch.service.PositiveDuration;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How long the scheduler waits before it repeats a step, gives it up, or lets Batch end a task. */
@ConfigurationProperties("dropbatch.scheduler")
@Validated
public record SubmissionTiming(
        @DefaultValue("15m") @NotNull Duration taskMargin,
        @DefaultValue("20s") @PositiveDuration Duration stuckAfter,
        @DefaultValue("1h") @PositiveDuration Duration giveUpAfter,
        @DefaultValue("15s") @NotNull Duration quotaPause,
        @DefaultValue("10m") @NotNull Duration strayGrace) {}
