/**
 * The behaviour of a Batch account: all changes, under one lock, and the scheduling of tasks.
 *
 * <ul>
 *   <li>{@code engine.account} has the lock, the maps and the time; {@code engine.state} has the types in the maps.
 *   <li>Five packages change the account, and each uses only those after it: {@code engine.schedule}, {@code
 *       engine.job}, {@code engine.pool}, {@code engine.node}, {@code engine.task}. Each has a life cycle, which moves
 *       its things from state to state, and a service with the operations of users.
 *   <li>A package reports events to the packages before it through a listener.
 *   <li>{@link BatchEngine} wires the packages; {@link RestartRecovery} continues after a restart.
 *   <li>{@code engine.model} and {@code engine.id} have the definitions and statuses of things; all are immutable.
 * </ul>
 */
@NullMarked
package io.dropbatch.localazure.batch.engine;

import org.jspecify.annotations.NullMarked;
