/** What time it is, and what happens later. */
@NullMarked
package io.dropbatch.localazure.batch.engine.time;

import org.jspecify.annotations.NullMarked;
