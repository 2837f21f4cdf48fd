package io.dropbatch.scheduler.app;

import io.dropbatch.scheduler.ExampleJobs;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputePools;
import io.dropbatch.scheduler.app.port.ComputePoolsContract;
import io.dropbatch.testing.SettableClock;

/** The pools in memory keep the contract of pools. */
class InMemoryPoolsTest extends ComputePoolsContract {

    @Override
    protected ComputePools pools() {
        return new InMemoryPools(BatchAnswer::done, new SettableClock(ExampleJobs.NOON));
    }
}
