@NullMarked
package io.dropbatch.monitor;

import org.jspecify.annotations.NullMarked;
