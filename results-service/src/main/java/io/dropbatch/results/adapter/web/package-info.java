/** Serves statuses, manifests and downloads over HTTP. */
@NullMarked
package io.dropbatch.results.adapter.web;

import org.jspecify.annotations.NullMarked;
