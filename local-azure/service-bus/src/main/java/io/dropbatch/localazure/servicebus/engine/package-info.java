/** What all of the engine shares: the names of entities and the reasons to refuse something. Knows no sockets and no files. */
@NullMarked
package io.dropbatch.localazure.servicebus.engine;

import org.jspecify.annotations.NullMarked;
