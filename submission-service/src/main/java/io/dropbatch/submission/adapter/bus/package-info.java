/** Reads the messages of the bus. */
@NullMarked
package io.dropbatch.submission.adapter.bus;

import org.jspecify.annotations.NullMarked;
