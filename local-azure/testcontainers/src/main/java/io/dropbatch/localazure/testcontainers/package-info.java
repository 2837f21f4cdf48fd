/** Local Azure in a container, for tests with Testcontainers. */
@NullMarked
package io.dropbatch.localazure.testcontainers;

import org.jspecify.annotations.NullMarked;
