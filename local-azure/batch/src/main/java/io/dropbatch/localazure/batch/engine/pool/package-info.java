/** Pools: how they come into being, how they grow and shrink, and how they are deleted. */
@NullMarked
package io.dropbatch.localazure.batch.engine.pool;

import org.jspecify.annotations.NullMarked;
