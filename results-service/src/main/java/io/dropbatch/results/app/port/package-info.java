/** What the use cases need from outside, and the commands that the service sends to itself. */
@NullMarked
package io.dropbatch.results.app.port;

import org.jspecify.annotations.NullMarked;
