package io.dropbatch.scheduler;

import io.dropbatch.service.PositiveDuration;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the scheduler watches pools for the metrics.
 *
 * @param observe the pause between two looks; each costs two requests to Batch
 */
@ConfigurationProperties("dropbatch.pools")
@Validated
public record ObservationProperties(
        @DefaultValue("1m") @PositiveDuration Duration observe) {}
