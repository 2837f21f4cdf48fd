/** Pages for people: pools, nodes, jobs, tasks, files and logs, written by the server, without a key and without effect. */
@NullMarked
package io.dropbatch.localazure.batch.page;

import org.jspecify.annotations.NullMarked;
