/** The system on this machine: local Azure and the four services as processes, started, watched and stopped. */
@NullMarked
package io.dropbatch.cli.stack;

import org.jspecify.annotations.NullMarked;
