/** The operations of the API, by kind of thing. */
@NullMarked
package io.dropbatch.localazure.batch.protocol.operation;

import org.jspecify.annotations.NullMarked;
