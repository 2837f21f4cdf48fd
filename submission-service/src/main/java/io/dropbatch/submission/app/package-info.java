/** The use cases. */
@NullMarked
package io.dropbatch.submission.app;

import org.jspecify.annotations.NullMarked;
