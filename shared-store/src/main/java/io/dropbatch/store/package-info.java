/** Blobs of a container and typed rows of a table, each behind a small port with an Azure and an in-memory adapter. */
@NullMarked
package io.dropbatch.store;

import org.jspecify.annotations.NullMarked;
