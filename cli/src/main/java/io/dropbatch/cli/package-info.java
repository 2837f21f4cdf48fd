@NullMarked
package io.dropbatch.cli;

import org.jspecify.annotations.NullMarked;
