package io.dropbatch.service.signin;

/** The OpenID provider gives no answer that can be used. */
final class ProviderOutage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProviderOutage(String issuer, Exception cause) {
        super(issuer + " does not answer as an OpenID provider", cause);
    }
}
