/** The account: its lock and its time, what it has of each kind, what it makes durable and whom it tells. */
@NullMarked
package io.dropbatch.localazure.batch.engine.account;

import org.jspecify.annotations.NullMarked;
