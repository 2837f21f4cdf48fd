/** Job schedules: they create jobs at their times, one at a time. */
@NullMarked
package io.dropbatch.localazure.batch.engine.schedule;

import org.jspecify.annotations.NullMarked;
