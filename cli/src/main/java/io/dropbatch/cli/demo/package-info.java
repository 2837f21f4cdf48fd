/** The demonstration: one drop from start to result. */
@NullMarked
package io.dropbatch.cli.demo;

import org.jspecify.annotations.NullMarked;
