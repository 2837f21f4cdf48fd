package io.dropbatch.results;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of dead letters in the console.
 *
 * @param enabled takes the right to receive from every queue and subscription and to send to them
 */
@ConfigurationProperties("dropbatch.results.dead-letters")
public record DeadLetterProperties(@DefaultValue("false") boolean enabled) {}
