/** A Spring application that hears of results. */
@NullMarked
package io.dropbatch.example;

import org.jspecify.annotations.NullMarked;
