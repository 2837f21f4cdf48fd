/** What arrives on Service Bus and what the clock sets off. */
@NullMarked
package io.dropbatch.scheduler.adapter.bus;

import org.jspecify.annotations.NullMarked;
