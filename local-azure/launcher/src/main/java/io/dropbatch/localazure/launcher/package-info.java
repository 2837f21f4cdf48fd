/** Local Azure as a whole: storage, service bus and batch in one process. */
@NullMarked
package io.dropbatch.localazure.launcher;

import org.jspecify.annotations.NullMarked;
