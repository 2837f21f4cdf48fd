/** What comes in from the bus. */
@NullMarked
package io.dropbatch.submission.adapter.bus;

import org.jspecify.annotations.NullMarked;
