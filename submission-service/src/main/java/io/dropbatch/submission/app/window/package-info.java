/** The use cases of workloads that start on each file. */
@NullMarked
package io.dropbatch.submission.app.window;

import org.jspecify.annotations.NullMarked;
