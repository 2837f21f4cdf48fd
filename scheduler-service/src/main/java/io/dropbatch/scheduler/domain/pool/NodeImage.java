package io.dropbatch.scheduler.domain.pool;

/**
 * A virtual machine image of the marketplace and the Batch agent that goes with it.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-linux-nodes">Provision Linux nodes in Batch pools</a>
 */
public record NodeImage(String publisher, String offer, String sku, String version, String nodeAgent) {}
