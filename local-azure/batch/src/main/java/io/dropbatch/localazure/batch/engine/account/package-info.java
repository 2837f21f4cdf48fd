/** The account: its lock, its time, its pools, jobs and schedules, its store and its watchers. */
@NullMarked
package io.dropbatch.localazure.batch.engine.account;

import org.jspecify.annotations.NullMarked;
