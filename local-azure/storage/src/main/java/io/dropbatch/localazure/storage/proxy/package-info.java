/** The blob endpoint: passes every byte on to Azurite and notices what changed a blob. */
@NullMarked
package io.dropbatch.localazure.storage.proxy;

import org.jspecify.annotations.NullMarked;
