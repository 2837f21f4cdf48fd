package io.dropbatch.service;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the latencies may be that users notice. They change nothing but the lines and the alerts that show whether
 * they are kept.
 *
 * @param dropToJob from the upload of a trigger to the creation of its job
 * @param taskEndToEvent from the end of a task to its event
 * @param jobEndToReady from the end of the last task to the event about the result
 */
@ConfigurationProperties("dropbatch.objectives")
@Validated
public record ServiceObjectives(
        @DefaultValue("30s") @PositiveDuration Duration dropToJob,
        @DefaultValue("10s") @PositiveDuration Duration taskEndToEvent,
        @DefaultValue("30s") @PositiveDuration Duration jobEndToReady) {}
