@NullMarked
package io.dropbatch.codec;

import org.jspecify.annotations.NullMarked;
