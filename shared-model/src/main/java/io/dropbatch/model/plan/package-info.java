/** How a drop becomes tasks. */
@NullMarked
package io.dropbatch.model.plan;

import org.jspecify.annotations.NullMarked;
