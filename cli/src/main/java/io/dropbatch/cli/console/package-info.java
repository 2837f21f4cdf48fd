/** What all commands show and say to people. */
@NullMarked
package io.dropbatch.cli.console;

import org.jspecify.annotations.NullMarked;
