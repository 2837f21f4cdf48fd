/** What lies in a drop, and whether that is all of it. */
@NullMarked
package io.dropbatch.planning.drop;

import org.jspecify.annotations.NullMarked;
