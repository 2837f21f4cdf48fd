package io.dropbatch.results;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of Event Grid.
 *
 * @param endpoint of a topic that takes CloudEvents; empty where outputs are announced on the bus only
 */
@ConfigurationProperties("dropbatch.results.event-grid")
@Validated
public record EventGridProperties(
        @DefaultValue("")
        @NotNull
        @Pattern(
                regexp = "(https://[A-Za-z0-9.-]+(:[0-9]+)?/api/events/?)?",
                message = "has to be the endpoint of a topic, such as"
                        + " https://outputs.westeurope-1.eventgrid.azure.net/api/events")
        String endpoint) {}
