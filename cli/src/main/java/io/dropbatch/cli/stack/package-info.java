/** The system on this machine, local Azure and the four services, and the commands that start, show and stop it. */
@NullMarked
package io.dropbatch.cli.stack;

import org.jspecify.annotations.NullMarked;
