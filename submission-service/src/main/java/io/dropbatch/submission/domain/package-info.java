/** Decides what a drop is, when it is complete and how it becomes tasks. */
@NullMarked
package io.dropbatch.submission.domain;

import org.jspecify.annotations.NullMarked;
