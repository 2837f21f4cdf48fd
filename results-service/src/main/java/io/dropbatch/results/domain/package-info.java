/** What proves a result, what concludes a job, and what a drop's status says. */
@NullMarked
package io.dropbatch.results.domain;

import org.jspecify.annotations.NullMarked;
