/** What pools ask for, how many nodes they want, and how nodes stand. Nothing here changes. */
@NullMarked
package io.dropbatch.localazure.batch.engine.model.pool;

import org.jspecify.annotations.NullMarked;
