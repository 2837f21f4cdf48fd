/** Azurite as a program: installs it once, keeps it running, and stops it with everything flushed. */
@NullMarked
package io.dropbatch.localazure.storage.azurite;

import org.jspecify.annotations.NullMarked;
