/** How the rows of a table or of a JSON Lines file become tasks. */
@NullMarked
package io.dropbatch.planning.table;

import org.jspecify.annotations.NullMarked;
