/** What the namespace holds, as Azure's administration clients ask for it: ATOM feeds over HTTP, read only. */
@NullMarked
package io.dropbatch.localazure.servicebus.protocol.administration;

import org.jspecify.annotations.NullMarked;
