/** What is remembered: the journal on disk, and a memory stand-in for tests. */
@NullMarked
package io.dropbatch.localazure.servicebus.store;

import org.jspecify.annotations.NullMarked;
