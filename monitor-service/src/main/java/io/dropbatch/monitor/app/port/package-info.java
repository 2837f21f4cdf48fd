/** The ports that the use cases need. */
@NullMarked
package io.dropbatch.monitor.app.port;

import org.jspecify.annotations.NullMarked;
