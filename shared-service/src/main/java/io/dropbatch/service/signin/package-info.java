/** Sign-in by OpenID Connect: people through the console, scripts by tokens. */
@NullMarked
package io.dropbatch.service.signin;

import org.jspecify.annotations.NullMarked;
