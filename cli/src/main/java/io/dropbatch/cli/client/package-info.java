/** The commands for a running Dropbatch, on this machine or on Azure. */
@NullMarked
package io.dropbatch.cli.client;

import org.jspecify.annotations.NullMarked;
