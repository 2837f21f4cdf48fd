/** What results-service answers who asks for drops, their levels and their tasks. */
@NullMarked
package io.dropbatch.model.view;

import org.jspecify.annotations.NullMarked;
