/** Fixtures for the tests of every module. */
@NullMarked
package io.dropbatch.testing;

import org.jspecify.annotations.NullMarked;
