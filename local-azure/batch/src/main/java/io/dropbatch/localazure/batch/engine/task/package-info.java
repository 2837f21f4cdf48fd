/** Tasks: which of them runs where and when, and what their end means. */
@NullMarked
package io.dropbatch.localazure.batch.engine.task;

import org.jspecify.annotations.NullMarked;
