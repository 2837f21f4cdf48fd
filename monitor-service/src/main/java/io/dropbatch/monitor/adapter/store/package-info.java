/** What the monitor keeps and reads in storage. */
@NullMarked
package io.dropbatch.monitor.adapter.store;

import org.jspecify.annotations.NullMarked;
