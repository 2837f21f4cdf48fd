/** Serves schemas over HTTP to authors of workloads and to subscribers. */
@NullMarked
package io.dropbatch.submission.adapter.web;

import org.jspecify.annotations.NullMarked;
