/** The service log of the account, which Azure's diagnostic settings would deliver. */
@NullMarked
package io.dropbatch.localazure.batch.events;

import org.jspecify.annotations.NullMarked;
