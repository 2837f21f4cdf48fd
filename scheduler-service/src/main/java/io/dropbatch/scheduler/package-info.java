@NullMarked
package io.dropbatch.scheduler;

import org.jspecify.annotations.NullMarked;
