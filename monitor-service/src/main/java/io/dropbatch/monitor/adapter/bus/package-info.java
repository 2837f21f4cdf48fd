/** From and to the bus. */
@NullMarked
package io.dropbatch.monitor.adapter.bus;

import org.jspecify.annotations.NullMarked;
