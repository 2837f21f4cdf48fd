/** A folder on its way into the inbox: what it holds, what is dropped of it, and the upload. */
@NullMarked
package io.dropbatch.cli.client.drop;

import org.jspecify.annotations.NullMarked;
