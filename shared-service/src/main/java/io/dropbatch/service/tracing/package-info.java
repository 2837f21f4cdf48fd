/** Where the traces of drops are exported to: OpenTelemetry behind Micrometer's tracer; nothing of it when that is off. */
@NullMarked
package io.dropbatch.service.tracing;

import org.jspecify.annotations.NullMarked;
