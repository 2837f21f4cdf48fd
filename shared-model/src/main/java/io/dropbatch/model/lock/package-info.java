/** Locks that keep threads of one process from doing the same work at the same time. */
@NullMarked
package io.dropbatch.model.lock;

import org.jspecify.annotations.NullMarked;
