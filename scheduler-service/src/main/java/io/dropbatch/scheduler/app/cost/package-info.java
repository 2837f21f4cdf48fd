/** The use cases that quote a job, meter what it costs and stop it at its budget. */
@NullMarked
package io.dropbatch.scheduler.app.cost;

import org.jspecify.annotations.NullMarked;
