package io.dropbatch.scheduler.domain.cost;

import java.math.BigDecimal;

/**
 * What a node of one size costs in an hour.
 *
 * @param dedicated a node that stays
 * @param spot a node that Azure may take away; the price of a dedicated one where there is no other
 */
public record NodePrice(BigDecimal dedicated, BigDecimal spot) {

    public NodePrice {
        if (dedicated.signum() < 0 || spot.signum() < 0) {
            throw new IllegalArgumentException("a price is not negative");
        }
    }

    /** The higher one of each kind. */
    public NodePrice dearest(NodePrice other) {
        return new NodePrice(dedicated.max(other.dedicated), spot.max(other.spot));
    }
}
