/** The images as containers of one network, used as their users do. */
@NullMarked
package io.dropbatch.containers;

import org.jspecify.annotations.NullMarked;
