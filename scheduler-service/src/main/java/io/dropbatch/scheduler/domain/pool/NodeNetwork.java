package io.dropbatch.scheduler.domain.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network of a pool's nodes.
 *
 * @param subnet its resource id; absent for one of Batch's own
 * @param addresses resource ids of the operator's public addresses, for {@link PublicAddress#OWN}
 * @param simplified whether nodes need no inbound connection from Batch
 */
public record NodeNetwork(
        @Nullable String subnet, PublicAddress publicAddress, List<String> addresses, boolean simplified) {

    public NodeNetwork {
        addresses = List.copyOf(addresses);
    }
}
