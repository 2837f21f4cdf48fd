/** HTML pages about pools, nodes, jobs, tasks, files and logs; they need no key and change nothing. */
@NullMarked
package io.dropbatch.localazure.batch.page;

import org.jspecify.annotations.NullMarked;
