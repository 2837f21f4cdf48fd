/** What the use cases need from outside. */
@NullMarked
package io.dropbatch.monitor.app.port;

import org.jspecify.annotations.NullMarked;
