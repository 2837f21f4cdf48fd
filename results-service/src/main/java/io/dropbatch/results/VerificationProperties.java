package io.dropbatch.results;

import io.dropbatch.results.domain.RecheckLimit;
import io.dropbatch.service.NonNegativeSize;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of verification.
 *
 * @param clockTolerance how far a node's clock may be from Batch's
 * @param recheckOutputs up to how many outputs of a last level are read again and hashed
 * @param recheckBytes how large these may be together
 * @param largeLevel a level with at least this many tasks is verified in a message of its own
 */
@ConfigurationProperties("dropbatch.results")
@Validated
public record VerificationProperties(
        @DefaultValue("2m") @NotNull @DurationMin Duration clockTolerance,
        @DefaultValue("200") @Range(min = 0, max = 100_000) int recheckOutputs,
        @DefaultValue("256MB") @NonNegativeSize DataSize recheckBytes,
        @DefaultValue("2000") @Min(1) int largeLevel) {

    RecheckLimit recheck() {
        return new RecheckLimit(recheckOutputs, recheckBytes.toBytes());
    }
}
