/** {@code dropbatch doctor}: what is wrong with an Azure configuration, what to run, and how to undo it. */
@NullMarked
package io.dropbatch.cli.doctor;

import org.jspecify.annotations.NullMarked;
