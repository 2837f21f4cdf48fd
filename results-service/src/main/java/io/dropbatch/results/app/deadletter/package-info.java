/** Dead letters for people: which there are, and sending them again or discarding them. */
@NullMarked
package io.dropbatch.results.app.deadletter;

import org.jspecify.annotations.NullMarked;
