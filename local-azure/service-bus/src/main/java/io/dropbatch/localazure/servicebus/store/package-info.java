/** The journal on disk, and a log in memory. */
@NullMarked
package io.dropbatch.localazure.servicebus.store;

import org.jspecify.annotations.NullMarked;
