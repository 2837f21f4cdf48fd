/** What keeps the threads of one process from doing the same work twice at once. */
@NullMarked
package io.dropbatch.model.lock;

import org.jspecify.annotations.NullMarked;
