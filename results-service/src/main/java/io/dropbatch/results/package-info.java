@NullMarked
package io.dropbatch.results;

import org.jspecify.annotations.NullMarked;
