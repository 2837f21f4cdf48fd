/** Starts, watches and stops processes on this machine and records them in a state folder. */
@NullMarked
package io.dropbatch.cli.supervision;

import org.jspecify.annotations.NullMarked;
