/** What is known of a level of tasks, and what that means: pure decisions. */
@NullMarked
package io.dropbatch.monitor.domain;

import org.jspecify.annotations.NullMarked;
