/** What tests need of the machine, asked for in one way. */
@NullMarked
package io.dropbatch.localazure.testtools;

import org.jspecify.annotations.NullMarked;
