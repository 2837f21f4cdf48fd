/** Tables, read by FastCSV. */
@NullMarked
package io.dropbatch.submission.adapter.csv;

import org.jspecify.annotations.NullMarked;
