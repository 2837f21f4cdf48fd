/** Timers and alarms. */
@NullMarked
package io.dropbatch.localazure.servicebus.engine.time;

import org.jspecify.annotations.NullMarked;
