@NullMarked
package io.dropbatch.testing;

import org.jspecify.annotations.NullMarked;
