/** Decides which files that arrive one by one share a job. */
@NullMarked
package io.dropbatch.submission.domain.window;

import org.jspecify.annotations.NullMarked;
