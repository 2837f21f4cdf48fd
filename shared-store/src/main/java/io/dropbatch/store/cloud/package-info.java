/** Which of Azure's clouds is used, and as whom. */
@NullMarked
package io.dropbatch.store.cloud;

import org.jspecify.annotations.NullMarked;
