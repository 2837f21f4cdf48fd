/** The endpoints that need no key. */
@NullMarked
package io.dropbatch.localazure.batch.protocol.endpoint;

import org.jspecify.annotations.NullMarked;
