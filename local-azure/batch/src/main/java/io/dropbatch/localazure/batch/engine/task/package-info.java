/** Tasks: their scheduling, their runs, and the effects of their end. */
@NullMarked
package io.dropbatch.localazure.batch.engine.task;

import org.jspecify.annotations.NullMarked;
