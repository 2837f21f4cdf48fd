/** What an operator may measure. */
@NullMarked
package io.dropbatch.scheduler.adapter.micrometer;

import org.jspecify.annotations.NullMarked;
