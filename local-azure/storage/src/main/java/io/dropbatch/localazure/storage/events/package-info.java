/** Storage events: each change of a blob is sent to the bus at least once. */
@NullMarked
package io.dropbatch.localazure.storage.events;

import org.jspecify.annotations.NullMarked;
