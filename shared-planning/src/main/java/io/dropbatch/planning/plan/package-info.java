/** How a complete drop becomes the tasks of its map level. */
@NullMarked
package io.dropbatch.planning.plan;

import org.jspecify.annotations.NullMarked;
