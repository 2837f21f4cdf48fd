/** What operators see of the running system: metrics, the page about them, and what is drawn of them. */
@NullMarked
package io.dropbatch.observability;

import org.jspecify.annotations.NullMarked;
