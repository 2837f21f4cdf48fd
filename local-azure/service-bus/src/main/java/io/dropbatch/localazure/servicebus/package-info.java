@NullMarked
package io.dropbatch.localazure.servicebus;

import org.jspecify.annotations.NullMarked;
