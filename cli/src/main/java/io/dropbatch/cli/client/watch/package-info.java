/** A drop's progress, read and drawn until its outcome. */
@NullMarked
package io.dropbatch.cli.client.watch;

import org.jspecify.annotations.NullMarked;
