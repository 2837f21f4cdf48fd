/** Gives every file of a rolling job an outcome of its own. */
@NullMarked
package io.dropbatch.results.app.files;

import org.jspecify.annotations.NullMarked;
