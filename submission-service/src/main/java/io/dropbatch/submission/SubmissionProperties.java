package io.dropbatch.submission;

import io.dropbatch.service.PositiveDuration;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the service makes up for lost events.
 *
 * @param every the pause between passes over the inbox
 * @param grace how old a trigger has to be before its event counts as lost
 */
@ConfigurationProperties("dropbatch.sweep")
@Validated
public record SubmissionProperties(
        @DefaultValue("30s") @PositiveDuration Duration every,
        @DefaultValue("10s") @NotNull @DurationMin Duration grace) {}
