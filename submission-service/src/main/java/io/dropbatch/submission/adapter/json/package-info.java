/** JSON Lines, read by Jackson. */
@NullMarked
package io.dropbatch.submission.adapter.json;

import org.jspecify.annotations.NullMarked;
