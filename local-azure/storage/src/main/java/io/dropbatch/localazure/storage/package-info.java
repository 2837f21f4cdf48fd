/** Azure Storage on one machine: Azurite behind a proxy that raises BlobCreated as Event Grid does. */
@NullMarked
package io.dropbatch.localazure.storage;

import org.jspecify.annotations.NullMarked;
