/** What is to go wrong on purpose, and when. */
@NullMarked
package io.dropbatch.localazure.batch.engine.fault;

import org.jspecify.annotations.NullMarked;
