/** Pages for people about events and routes, made from the documents that programs read. */
@NullMarked
package io.dropbatch.results.adapter.web.reference;

import org.jspecify.annotations.NullMarked;
