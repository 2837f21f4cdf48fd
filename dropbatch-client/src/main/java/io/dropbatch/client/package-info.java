/** What a subscriber in Java needs: typed announcements, each handled once, and results that are verified while they are read. */
@NullMarked
package io.dropbatch.client;

import org.jspecify.annotations.NullMarked;
