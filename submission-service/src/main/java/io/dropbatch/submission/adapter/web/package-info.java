/** What authors of workloads and subscribers can ask over HTTP. */
@NullMarked
package io.dropbatch.submission.adapter.web;

import org.jspecify.annotations.NullMarked;
