/** What is known of a level of tasks, when it is looked at, and what that means: pure decisions. */
@NullMarked
package io.dropbatch.monitor.domain;

import org.jspecify.annotations.NullMarked;
