/** Which operations there are, and what each of them accepts. */
@NullMarked
package io.dropbatch.localazure.batch.protocol.route;

import org.jspecify.annotations.NullMarked;
