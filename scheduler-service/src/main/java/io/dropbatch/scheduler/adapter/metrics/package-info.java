/** What an operator may measure. */
@NullMarked
package io.dropbatch.scheduler.adapter.metrics;

import org.jspecify.annotations.NullMarked;
