package io.dropbatch.scheduler.adapter.azurebatch;

import io.dropbatch.scheduler.domain.pool.PoolFormula;
import io.dropbatch.scheduler.domain.pool.PoolSetup;
import io.dropbatch.scheduler.domain.pool.PoolSize;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.pool.ScalingMode;
import io.dropbatch.scheduler.domain.scale.NodeNumbers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pool that is to be made.
 *
 * @param size one of its VM sizes
 * @param nodes to begin with
 */
record PoolCreation(PoolSpec pool, PoolSize size, int nodes, Instant now) {

    static final String MIN_NODES = "minNodes";
    static final String MAX_NODES = "maxNodes";
    static final String SPOT = "spot";

    /**
     * Runs elevated, to install programs. The command is passed in a variable, so that Batch's quoting cannot change
     * it.
     */
    static final String START_COMMAND = "/bin/sh -c 'eval \"$DROPBATCH_START_TASK\"'";

    static final String START_VARIABLE = "DROPBATCH_START_TASK";
    static final int START_RETRIES = 2;

    PoolSetup setup() {
        return pool.setupOrPlain();
    }

    NodeNumbers numbers() {
        return pool.kind().startsWithSpot() ? new NodeNumbers(0, nodes) : NodeNumbers.dedicated(nodes);
    }

    boolean isByFormula() {
        return setup().scaling() == ScalingMode.FORMULA;
    }

    String formula() {
        return PoolFormula.of(pool, size, nodes, now);
    }

    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(SdkValues.OWNER, SdkValues.OURS);
        metadata.put(MIN_NODES, Integer.toString(pool.minNodes()));
        metadata.put(MAX_NODES, Integer.toString(pool.maxNodes()));
        metadata.put(SPOT, Boolean.toString(pool.kind().startsWithSpot()));
        return metadata;
    }
}
