/** How long to wait before something is tried again. */
@NullMarked
package io.dropbatch.model.retry;

import org.jspecify.annotations.NullMarked;
