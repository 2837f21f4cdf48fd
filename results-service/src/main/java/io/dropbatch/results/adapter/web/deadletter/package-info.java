/** Dead letters over HTTP. */
@NullMarked
package io.dropbatch.results.adapter.web.deadletter;

import org.jspecify.annotations.NullMarked;
