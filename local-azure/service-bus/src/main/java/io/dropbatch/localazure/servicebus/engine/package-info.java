/** What all of the engine shares: names of entities and reasons for a refusal. It uses no sockets and no files. */
@NullMarked
package io.dropbatch.localazure.servicebus.engine;

import org.jspecify.annotations.NullMarked;
