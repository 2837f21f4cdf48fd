/** How entities behave: queues, topics, locks, sessions, schedules. Knows no sockets and no files. */
@NullMarked
package io.dropbatch.localazure.servicebus.engine;

import org.jspecify.annotations.NullMarked;
