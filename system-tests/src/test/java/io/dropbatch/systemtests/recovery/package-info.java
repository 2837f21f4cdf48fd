/** Processes die between any two effects. By far the longest tests: by this package's name they begin first. */
@NullMarked
package io.dropbatch.systemtests.recovery;

import org.jspecify.annotations.NullMarked;
