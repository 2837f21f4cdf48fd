/** Tests of the chart. */
@NullMarked
package io.dropbatch.helm;

import org.jspecify.annotations.NullMarked;
