/** Announcements: those that come, and those that were kept. */
@NullMarked
package io.dropbatch.cli.client.event;

import org.jspecify.annotations.NullMarked;
