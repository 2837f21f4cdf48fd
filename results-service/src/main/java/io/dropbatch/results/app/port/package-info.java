/** The ports that the use cases need, and the commands that the service sends to itself. */
@NullMarked
package io.dropbatch.results.app.port;

import org.jspecify.annotations.NullMarked;
