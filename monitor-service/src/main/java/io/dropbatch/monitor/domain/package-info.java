/** Pure decisions about levels: their state, when they are polled, and what a poll means. */
@NullMarked
package io.dropbatch.monitor.domain;

import org.jspecify.annotations.NullMarked;
