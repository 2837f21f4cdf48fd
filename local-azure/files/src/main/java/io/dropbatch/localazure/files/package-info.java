/** Files that the parts of local Azure share a way with: topologies that are read, folders that are locked. */
@NullMarked
package io.dropbatch.localazure.files;

import org.jspecify.annotations.NullMarked;
