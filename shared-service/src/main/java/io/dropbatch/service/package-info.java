/** What every service is before it is itself: where Azure is, one timer, and one line for a setting that is wrong. */
@NullMarked
package io.dropbatch.service;

import org.jspecify.annotations.NullMarked;
