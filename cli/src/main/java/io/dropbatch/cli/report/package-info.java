/** What the services count, read from their own metrics and summed up for people and programs without Prometheus. */
@NullMarked
package io.dropbatch.cli.report;

import org.jspecify.annotations.NullMarked;
