/** Stores the account so that it survives a crash: an append-only log of records. */
@NullMarked
package io.dropbatch.localazure.batch.store;

import org.jspecify.annotations.NullMarked;
