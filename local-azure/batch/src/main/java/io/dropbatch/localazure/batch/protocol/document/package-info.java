/** The JSON documents of the API: pools, nodes, jobs, tasks, statistics and errors. */
@NullMarked
package io.dropbatch.localazure.batch.protocol.document;

import org.jspecify.annotations.NullMarked;
