/** Decides the states of jobs, the order in which they may start, and the content of their tasks. */
@NullMarked
package io.dropbatch.scheduler.domain;

import org.jspecify.annotations.NullMarked;
