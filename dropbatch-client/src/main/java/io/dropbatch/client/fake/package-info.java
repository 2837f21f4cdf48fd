/** For tests of subscribers, without a bus. */
@NullMarked
package io.dropbatch.client.fake;

import org.jspecify.annotations.NullMarked;
