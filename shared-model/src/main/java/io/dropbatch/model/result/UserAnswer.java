package io.dropbatch.model.result;

import java.time.Instant;

/**
 * Why nothing came of what somebody asked for by a blob beside the trigger.
 *
 * @param message for a person
 * @param at when it was asked for
 */
public record UserAnswer(String message, Instant at) {}
