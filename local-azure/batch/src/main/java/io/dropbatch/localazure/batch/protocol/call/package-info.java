/** A call and its answer: headers, queries, bodies, and the pages of a list. */
@NullMarked
package io.dropbatch.localazure.batch.protocol.call;

import org.jspecify.annotations.NullMarked;
