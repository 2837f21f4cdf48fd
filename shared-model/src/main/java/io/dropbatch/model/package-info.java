@NullMarked
package io.dropbatch.model;

import org.jspecify.annotations.NullMarked;
