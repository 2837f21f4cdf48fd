/** The facts that services announce on the bus. */
@NullMarked
package io.dropbatch.model.event;

import org.jspecify.annotations.NullMarked;
