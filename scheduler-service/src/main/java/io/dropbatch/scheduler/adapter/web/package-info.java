/** What an operator may look at. */
@NullMarked
package io.dropbatch.scheduler.adapter.web;

import org.jspecify.annotations.NullMarked;
