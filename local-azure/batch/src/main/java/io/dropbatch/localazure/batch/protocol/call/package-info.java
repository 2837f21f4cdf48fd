/** A call and its answer: what a client asks in headers, queries and bodies, and the pages of a list. */
@NullMarked
package io.dropbatch.localazure.batch.protocol.call;

import org.jspecify.annotations.NullMarked;
