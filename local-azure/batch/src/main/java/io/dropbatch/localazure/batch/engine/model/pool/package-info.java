/** Definitions, target sizes and statuses of pools and nodes. All types but {@link CoreTimes} are immutable. */
@NullMarked
package io.dropbatch.localazure.batch.engine.model.pool;

import org.jspecify.annotations.NullMarked;
