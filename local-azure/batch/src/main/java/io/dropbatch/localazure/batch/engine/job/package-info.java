/** Jobs: their creation, their life cycle, and the operations of users. */
@NullMarked
package io.dropbatch.localazure.batch.engine.job;

import org.jspecify.annotations.NullMarked;
