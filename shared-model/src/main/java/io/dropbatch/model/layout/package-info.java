/** Where every blob lies. */
@NullMarked
package io.dropbatch.model.layout;

import org.jspecify.annotations.NullMarked;
