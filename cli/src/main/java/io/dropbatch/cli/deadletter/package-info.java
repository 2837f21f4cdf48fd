/** The commands about dead letters of the bus. */
@NullMarked
package io.dropbatch.cli.deadletter;

import org.jspecify.annotations.NullMarked;
