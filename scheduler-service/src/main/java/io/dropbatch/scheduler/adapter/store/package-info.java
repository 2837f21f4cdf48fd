/** Blobs and rows that the scheduler reads and keeps. */
@NullMarked
package io.dropbatch.scheduler.adapter.store;

import org.jspecify.annotations.NullMarked;
