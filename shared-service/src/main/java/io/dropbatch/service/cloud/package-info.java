/** Which of Azure's clouds a service is in. */
@NullMarked
package io.dropbatch.service.cloud;

import org.jspecify.annotations.NullMarked;
