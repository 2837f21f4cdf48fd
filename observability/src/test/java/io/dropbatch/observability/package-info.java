/** Checks of the dashboards and alert rules, as an operator loads them. */
@NullMarked
package io.dropbatch.observability;

import org.jspecify.annotations.NullMarked;
