/** What tasks may use of the machine, by control groups of Linux; knows no pools and no tasks. */
@NullMarked
package io.dropbatch.localazure.batch.limits;

import org.jspecify.annotations.NullMarked;
