/** What tasks ask for, and how they stand. Nothing here changes. */
@NullMarked
package io.dropbatch.localazure.batch.engine.task;

import org.jspecify.annotations.NullMarked;
