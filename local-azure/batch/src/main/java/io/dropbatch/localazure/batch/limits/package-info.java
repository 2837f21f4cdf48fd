/** What tasks may use of the machine, by control groups of Linux; it does not know pools and tasks. */
@NullMarked
package io.dropbatch.localazure.batch.limits;

import org.jspecify.annotations.NullMarked;
