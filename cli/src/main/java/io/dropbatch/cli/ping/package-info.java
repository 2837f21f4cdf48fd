/** The self-test of a running system, from the drop to the checked result. */
@NullMarked
package io.dropbatch.cli.ping;

import org.jspecify.annotations.NullMarked;
