package io.dropbatch.scheduler;

import io.dropbatch.service.PositiveDuration;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long what the scheduler creates or remembers is kept.
 *
 * @param longestSignature that nodes' access to blobs may last when it is granted by signature
 */
@ConfigurationProperties("dropbatch.scheduler")
@Validated
public record RetentionProperties(
        @DefaultValue("2h") @PositiveDuration Duration taskRetention,
        @DefaultValue("24h") @NotNull Duration jobRetention,

        @DefaultValue("30d")
        @NotNull
        @DurationMin(days = 14, message = "has to be at least 14d: as long as a message may live")
        Duration rememberClosed,

        @DefaultValue("30d") @NotNull @DurationMin(days = 2) Duration longestSignature) {}
