/** Pools: how they are created, resized and deleted. */
@NullMarked
package io.dropbatch.localazure.batch.engine.pool;

import org.jspecify.annotations.NullMarked;
