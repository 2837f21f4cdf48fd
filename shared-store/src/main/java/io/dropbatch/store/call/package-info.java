/** What is told of the requests to storage. */
@NullMarked
package io.dropbatch.store.call;

import org.jspecify.annotations.NullMarked;
