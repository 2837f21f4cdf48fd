/** Failures and their closed list of codes. */
@NullMarked
package io.dropbatch.model.outcome;

import org.jspecify.annotations.NullMarked;
