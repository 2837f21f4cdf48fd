/** The use cases, and the ports that they need. */
@NullMarked
package io.dropbatch.submission.app;

import org.jspecify.annotations.NullMarked;
