/** Documents that people write: YAML or JSON, read with bounds, and faults that name their line. */
@NullMarked
package io.dropbatch.codec.document;

import org.jspecify.annotations.NullMarked;
