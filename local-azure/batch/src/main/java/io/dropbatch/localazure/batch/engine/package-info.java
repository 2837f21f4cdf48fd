/**
 * Behaves as a Batch account does: everything that changes, under one lock, and who runs where.
 *
 * <ul>
 *   <li>What changes: {@link Account}, {@link Pool}, {@link Node}, {@link Job}, {@link JobOnNode}, {@link Task},
 *       {@link JobSchedule}; whoever reads may have them, only this package changes them.
 *   <li>What users do: {@link Pools}, {@link PoolFormulas}, {@link Nodes}, {@link Jobs}, {@link Tasks},
 *       {@link JobSchedules}.
 *   <li>Who runs where: {@link Scheduler} finds nodes for what {@link Job} has ready, as {@link Demand} asks and
 *       {@link Rooms} has at hand; {@link Runs}, {@link Gang}, {@link Preparations} and {@link StartTasks} run it.
 *   <li>What follows from what: {@link Ledger} moves tasks and jobs, {@link TaskEnds}, {@link JobLife},
 *       {@link ScheduleLife}, {@link NodeLife}, {@link PoolLife}, {@link Scaler}, {@link AutoScaler} and
 *       {@link AutoPools} go on from there; {@link Recovery} does after a restart.
 *   <li>What it needs from others: {@link AccountStore} and {@link AccountWatcher}, beside the nodes' agent.
 * </ul>
 */
@NullMarked
package io.dropbatch.localazure.batch.engine;

import org.jspecify.annotations.NullMarked;
