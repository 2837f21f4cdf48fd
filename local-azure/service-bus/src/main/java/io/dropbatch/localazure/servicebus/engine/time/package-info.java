/** What happens at a given time. */
@NullMarked
package io.dropbatch.localazure.servicebus.engine.time;

import org.jspecify.annotations.NullMarked;
