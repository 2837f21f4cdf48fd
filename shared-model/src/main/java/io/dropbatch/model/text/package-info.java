/** What is done to text of others before it is shown to anybody. */
@NullMarked
package io.dropbatch.model.text;

import org.jspecify.annotations.NullMarked;
