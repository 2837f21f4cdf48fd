/** What all commands print for people. */
@NullMarked
package io.dropbatch.cli.console;

import org.jspecify.annotations.NullMarked;
