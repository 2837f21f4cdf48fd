/** The blob endpoint: passes every byte to Azurite and detects changes of blobs. */
@NullMarked
package io.dropbatch.localazure.storage.proxy;

import org.jspecify.annotations.NullMarked;
