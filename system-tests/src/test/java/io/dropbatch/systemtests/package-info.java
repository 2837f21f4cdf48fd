/** Tests of the whole system through its public interfaces only: blobs in, events and blobs out. */
@NullMarked
package io.dropbatch.systemtests;

import org.jspecify.annotations.NullMarked;
