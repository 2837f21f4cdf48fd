@NullMarked
package io.dropbatch.submission;

import org.jspecify.annotations.NullMarked;
