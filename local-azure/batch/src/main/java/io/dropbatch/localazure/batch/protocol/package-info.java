/** Speaks the Azure Batch data-plane REST API over HTTP. */
@NullMarked
package io.dropbatch.localazure.batch.protocol;

import org.jspecify.annotations.NullMarked;
