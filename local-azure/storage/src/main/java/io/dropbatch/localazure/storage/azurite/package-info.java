/** Azurite as a program: installed once, kept running, ended with everything flushed. */
@NullMarked
package io.dropbatch.localazure.storage.azurite;

import org.jspecify.annotations.NullMarked;
