package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.scheduler.domain.pool.PoolSize;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.scale.NodeNumbers;
import io.dropbatch.scheduler.domain.scale.PoolState;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntSupplier;

/** The account's pools. Every call may be repeated: what is so already counts as done. Safe for several threads. */
public interface ComputePools {

    /**
     * Makes sure that there is such a pool and that it has, or is growing to, as many nodes as are needed.
     *
     * @param nodes asked for only if the pool was not seen lately
     */
    BatchAnswer ensure(PoolSpec pool, IntSupplier nodes);

    /** The pools that the scheduler made. */
    List<PoolState> list();

    /** Changes the size of a pool; one that is changing already is left alone. */
    BatchAnswer resize(PoolState pool, NodeNumbers nodes);

    /** Gives a pool that has no nodes another VM size, with the image and the slots that go with it. */
    BatchAnswer changeSize(PoolState pool, PoolSpec of, PoolSize size);

    /** Ends a change of a pool's size; what it has reached by then stays. */
    BatchAnswer stopResize(PoolState pool);

    /** Deletes a pool, unless somebody has changed it since it was read. */
    BatchAnswer delete(PoolState pool);

    /** How many tasks of a job have not ended, by Batch's count; empty when Batch does not tell. */
    OptionalInt openTasks(JobId job);
}
