/** The demonstration: everything at work, start to end. */
@NullMarked
package io.dropbatch.cli.demo;

import org.jspecify.annotations.NullMarked;
