/**
 * Behaves as a Batch account does: everything that changes, under one lock, and who runs where.
 *
 * <ul>
 *   <li>{@code engine.account} keeps the lock, the maps and the time; {@code engine.state} is what is in the maps.
 *   <li>Five rooms change it, each of which knows those after it: {@code engine.schedule}, {@code engine.job},
 *       {@code engine.pool}, {@code engine.node}, {@code engine.task}. Each has a life cycle, which moves its things from
 *       state to state, and a service, which does what users ask for.
 *   <li>What a room has to tell the rooms above it, it tells a listener.
 *   <li>{@link BatchEngine} puts all of it together; {@link RestartRecovery} goes on after a restart.
 *   <li>{@code engine.model} and {@code engine.id} describe what users ask for and how it stands; nothing there changes.
 * </ul>
 */
@NullMarked
package io.dropbatch.localazure.batch.engine;

import org.jspecify.annotations.NullMarked;
