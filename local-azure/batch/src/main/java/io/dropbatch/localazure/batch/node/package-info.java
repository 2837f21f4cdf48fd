/** A compute node on this machine: directories, downloads, processes, uploads. */
@NullMarked
package io.dropbatch.localazure.batch.node;

import org.jspecify.annotations.NullMarked;
