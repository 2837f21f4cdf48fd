/** The failure that ends a run, with the reason that its task reports. */
@NullMarked
package io.dropbatch.localazure.batch.node.failure;

import org.jspecify.annotations.NullMarked;
