/** What reads single rows: FastCSV and Jackson. */
@NullMarked
package io.dropbatch.planning.parser;

import org.jspecify.annotations.NullMarked;
