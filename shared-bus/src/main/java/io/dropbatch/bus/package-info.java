@NullMarked
package io.dropbatch.bus;

import org.jspecify.annotations.NullMarked;
