/** What may be looked at without a key. */
@NullMarked
package io.dropbatch.localazure.batch.protocol.door;

import org.jspecify.annotations.NullMarked;
