/** Processes on this machine: started, watched, written down in a state folder, and stopped. */
@NullMarked
package io.dropbatch.cli.supervision;

import org.jspecify.annotations.NullMarked;
