/** The JSON documents and errors that the wire, the engine and the store share. */
@NullMarked
package io.dropbatch.localazure.batch.document;

import org.jspecify.annotations.NullMarked;
