package io.dropbatch.model.deadletter;

/**
 * How many dead letters a queue or subscription has.
 *
 * @param letters more than none
 */
public record DeadLetterCount(BusEntity entity, long letters) {}
