/** Azure Batch's client for all services: connection, credentials, and the meaning of its refusals. */
@NullMarked
package io.dropbatch.batch;

import org.jspecify.annotations.NullMarked;
