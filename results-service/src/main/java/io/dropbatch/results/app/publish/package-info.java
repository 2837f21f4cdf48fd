/** Passes announcements of outputs on to those who do not listen to the bus. */
@NullMarked
package io.dropbatch.results.app.publish;

import org.jspecify.annotations.NullMarked;
