/** The whole house, driven through its public doors only: blobs in, events and blobs out. */
@NullMarked
package io.dropbatch.systemtests;

import org.jspecify.annotations.NullMarked;
