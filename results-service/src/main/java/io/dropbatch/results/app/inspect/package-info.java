/** Reads what the tasks of a level uploaded and compares it with their record. */
@NullMarked
package io.dropbatch.results.app.inspect;

import org.jspecify.annotations.NullMarked;
