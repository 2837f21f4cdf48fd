package io.dropbatch.service;

import jakarta.validation.Valid;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** Where Azure is; {@code dropbatch-service.yml} takes it from the environment. */
@ConfigurationProperties("dropbatch")
@Validated
public record AzureProperties(
        @Valid @DefaultValue StorageAddress storage,
        @Valid @DefaultValue BatchAddress batch,
        @Valid @DefaultValue ContainerNames containers) {}
