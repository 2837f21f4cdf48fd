@NullMarked
package io.dropbatch.localazure.batch;

import org.jspecify.annotations.NullMarked;
