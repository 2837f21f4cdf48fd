/** How the rows of a table or of a JSON Lines file become tasks. */
@NullMarked
package io.dropbatch.submission.domain.table;

import org.jspecify.annotations.NullMarked;
