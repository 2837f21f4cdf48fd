package io.dropbatch.model.plan;

/**
 * What a drop was split into: the inputs of the map level.
 *
 * @param folder where they lie within the outputs container, with a slash at its end
 * @param files how many there are
 * @param bytes of all of them together
 */
public record SplitOutputs(String folder, int files, long bytes) {}
