/** What the account announces: the service log that Azure's diagnostic settings would deliver. */
@NullMarked
package io.dropbatch.localazure.batch.events;

import org.jspecify.annotations.NullMarked;
