/** Shared code for files: reads topologies and locks folders. */
@NullMarked
package io.dropbatch.localazure.files;

import org.jspecify.annotations.NullMarked;
