/** Manifests of drops. */
@NullMarked
package io.dropbatch.codec.drop;

import org.jspecify.annotations.NullMarked;
