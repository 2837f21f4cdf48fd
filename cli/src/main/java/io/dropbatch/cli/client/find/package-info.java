/** The commands that find drops, tasks and logs by asking results-service. */
@NullMarked
package io.dropbatch.cli.client.find;

import org.jspecify.annotations.NullMarked;
