package io.dropbatch.model.plan;

/**
 * The input whose rows become tasks.
 *
 * @param headerBytes length of the header with its line break; 0 when the format has none
 */
public record RowFile(PlannedInput input, long headerBytes) {}
