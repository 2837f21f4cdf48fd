/** HTTP pages for operators. */
@NullMarked
package io.dropbatch.scheduler.adapter.web;

import org.jspecify.annotations.NullMarked;
