/** The filter language of the API: a subset of OData's, over the properties that a list names. */
@NullMarked
package io.dropbatch.localazure.batch.protocol.filter;

import org.jspecify.annotations.NullMarked;
