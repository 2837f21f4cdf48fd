/** What lies in the inbox: blobs, triggers and the user's manifest. */
@NullMarked
package io.dropbatch.model.drop;

import org.jspecify.annotations.NullMarked;
