@NullMarked
package io.dropbatch.localazure.launcher;

import org.jspecify.annotations.NullMarked;
