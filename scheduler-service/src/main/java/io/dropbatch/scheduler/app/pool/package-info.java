/** Keeps pools as large as their jobs need. */
@NullMarked
package io.dropbatch.scheduler.app.pool;

import org.jspecify.annotations.NullMarked;
