/** Checks of the Azure resources. */
@NullMarked
package io.dropbatch.deploychecks;

import org.jspecify.annotations.NullMarked;
