/** What is measured of the calls to Azure: which operation, how it was answered, how long it took. */
@NullMarked
package io.dropbatch.model.call;

import org.jspecify.annotations.NullMarked;
