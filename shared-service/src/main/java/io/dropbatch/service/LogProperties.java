package io.dropbatch.service;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How log lines are written; {@code dropbatch-service.yml} hands it to Spring Boot. */
@ConfigurationProperties("dropbatch.log")
@Validated
public record LogProperties(
        @DefaultValue("plain") @Pattern(regexp = "plain|ecs|logstash", message = "has to be plain, ecs or logstash")
        String format) {}
