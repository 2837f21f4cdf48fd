/** Finds drops, their levels, tasks and logs for who asks. Changes nothing. */
@NullMarked
package io.dropbatch.results.app.find;

import org.jspecify.annotations.NullMarked;
