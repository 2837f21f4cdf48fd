/** The nodes that answer requests: $cbs and $management. */
@NullMarked
package io.dropbatch.localazure.servicebus.protocol.management;

import org.jspecify.annotations.NullMarked;
