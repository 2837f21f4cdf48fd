/** Who reaches a service over HTTP: listen addresses, host names, origins. */
@NullMarked
package io.dropbatch.service.web;

import org.jspecify.annotations.NullMarked;
