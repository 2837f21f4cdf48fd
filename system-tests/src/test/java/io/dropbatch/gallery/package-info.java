/** The ready-made workloads of the folder {@code workloads}, run whole on the running system. */
@NullMarked
package io.dropbatch.gallery;

import org.jspecify.annotations.NullMarked;
