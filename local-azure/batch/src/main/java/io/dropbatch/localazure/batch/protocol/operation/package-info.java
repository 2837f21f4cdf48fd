/** The operations of the API, by the kind of thing that they are about. */
@NullMarked
package io.dropbatch.localazure.batch.protocol.operation;

import org.jspecify.annotations.NullMarked;
