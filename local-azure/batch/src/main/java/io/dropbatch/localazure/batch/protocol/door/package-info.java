/** The endpoints that need no key. */
@NullMarked
package io.dropbatch.localazure.batch.protocol.door;

import org.jspecify.annotations.NullMarked;
