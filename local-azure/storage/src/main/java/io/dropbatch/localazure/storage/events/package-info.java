/** Storage events: what happened to a blob, told to the bus at least once. */
@NullMarked
package io.dropbatch.localazure.storage.events;

import org.jspecify.annotations.NullMarked;
