package io.dropbatch.scheduler.domain;

import io.dropbatch.scheduler.domain.scale.SpotLimits;
import java.time.Duration;

/**
 * The settings of the scheduler's use cases.
 *
 * @param maxActiveJobs how many jobs may be on Batch at a time
 * @param taskMargin what Batch's time limit of a task leaves for transfers beyond the workload's own
 * @param stuckAfter after which a slice that should have been handed over is looked at again
 * @param giveUpAfter after which a slice that cannot be handed over fails the job
 * @param quotaPause how long a job waits after Batch refused it for lack of quota
 * @param idlePool how long a pool keeps its nodes when no job needs it
 * @param unusedPool how long a pool is kept when no job needs it; zero for ever
 * @param spot when nodes that stay take over from spot nodes
 * @param strayGrace how old a Batch job is at least before it is ended for having no owner
 * @param jobRetention how long an ended job stays on Batch
 * @param rememberClosed how long a closed job is remembered
 */
public record SchedulerSettings(
        int maxActiveJobs,
        Duration taskMargin,
        Duration stuckAfter,
        Duration giveUpAfter,
        Duration quotaPause,
        Duration idlePool,
        Duration unusedPool,
        SpotLimits spot,
        Duration strayGrace,
        Duration jobRetention,
        Duration rememberClosed) {}
