/** Prometheus, Zipkin and Grafana beside the system on this machine, provisioned with what lies in {@code deploy}. */
@NullMarked
package io.dropbatch.cli.observe;

import org.jspecify.annotations.NullMarked;
