/** Jobs: how they come into being, how they end, and what users do with them. */
@NullMarked
package io.dropbatch.localazure.batch.engine.job;

import org.jspecify.annotations.NullMarked;
