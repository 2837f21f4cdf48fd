@NullMarked
package io.dropbatch.localazure.storage;

import org.jspecify.annotations.NullMarked;
