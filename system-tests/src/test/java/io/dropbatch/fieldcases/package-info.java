/** What people really drop, on the running system: one class for each kind of {@code docs/field-cases.md}. */
@NullMarked
package io.dropbatch.fieldcases;

import org.jspecify.annotations.NullMarked;
