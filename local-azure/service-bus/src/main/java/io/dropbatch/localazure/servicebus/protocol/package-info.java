/** The wire: SASL, connections, links, token and management requests. */
@NullMarked
package io.dropbatch.localazure.servicebus.protocol;

import org.jspecify.annotations.NullMarked;
