package io.dropbatch.scheduler.domain.pool;

import org.jspecify.annotations.Nullable;

/**
 * An image of the marketplace for VM sizes of both generations.
 *
 * @param sku for the second generation, which all current sizes have
 * @param firstGenerationSku for sizes that have the first one only; absent where {@code sku} serves all
 * @see <a href="https://learn.microsoft.com/azure/virtual-machines/generation-2">Generation 2 VMs</a>
 */
public record MarketplaceImage(
        String publisher,
        String offer,
        String sku,
        String version,
        String nodeAgent,
        @Nullable String firstGenerationSku) {

    NodeImage of(String vmSize) {
        String chosen = firstGenerationSku != null && VmSizeGeneration.isFirstOnly(vmSize) ? firstGenerationSku : sku;
        return new NodeImage(publisher, offer, chosen, version, nodeAgent);
    }
}
