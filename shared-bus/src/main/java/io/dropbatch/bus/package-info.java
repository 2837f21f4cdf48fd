/** CloudEvents to and from Service Bus messages; the one place that settles, retries and dead-letters. */
@NullMarked
package io.dropbatch.bus;

import org.jspecify.annotations.NullMarked;
