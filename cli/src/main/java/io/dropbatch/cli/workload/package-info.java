/** Commands for who writes a workload; they need no running system. */
@NullMarked
package io.dropbatch.cli.workload;

import org.jspecify.annotations.NullMarked;
