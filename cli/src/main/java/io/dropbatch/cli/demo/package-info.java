/** The demonstration: two drops, from the start of a system to the results. */
@NullMarked
package io.dropbatch.cli.demo;

import org.jspecify.annotations.NullMarked;
