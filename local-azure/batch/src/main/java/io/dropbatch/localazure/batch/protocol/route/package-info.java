/** The operations of the API and the input that each accepts. */
@NullMarked
package io.dropbatch.localazure.batch.protocol.route;

import org.jspecify.annotations.NullMarked;
