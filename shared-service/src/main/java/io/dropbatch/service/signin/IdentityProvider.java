package io.dropbatch.service.signin;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * The OpenID provider. It is asked when the first person signs in, not when a service starts, so that its outage keeps
 * no service from starting; every wait for it is bounded.
 */
final class IdentityProvider {

    private static final int LONGEST_WAIT_MILLIS = 5000;
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final Duration OUTAGE = Duration.ofHours(1);

    /** Signatures by a key that only the provider has; neither none at all nor one by a shared secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final String issuer;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable OIDCProviderMetadata metadata;
    private volatile @Nullable JWKSource<SecurityContext> keys;

    IdentityProvider(String issuer) {
        this.issuer = issuer;
    }

    /**
     * What the provider tells of itself.
     *
     * @throws ProviderOutage when it does not answer, or as somebody else
     */
    OIDCProviderMetadata metadata() {
        OIDCProviderMetadata known = metadata;
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            OIDCProviderMetadata found = metadata;
            if (found == null) {
                found = OIDCProviderMetadata.resolve(new Issuer(issuer), LONGEST_WAIT_MILLIS, LONGEST_WAIT_MILLIS);
                metadata = found;
            }
            return found;
        } catch (IOException | GeneralException e) {
            throw new ProviderOutage(issuer, e);
        } finally {
            lock.unlock();
        }
    }

    /** Reads tokens that the provider signed and that pass the check. */
    JwtDecoder decoder(OAuth2TokenValidator<Jwt> check) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                ALGORITHMS, (selector, context) -> foundKeys().get(selector, context)));
        // The claims are the check's business.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(check);
        return decoder;
    }

    private JWKSource<SecurityContext> foundKeys() throws KeySourceException {
        try {
            return keys();
        } catch (ProviderOutage e) {
            throw new RemoteKeySourceException("the provider's keys are not known", e);
        }
    }

    /** An unknown key is looked up anew, but not for every token that names one. */
    private JWKSource<SecurityContext> keys() {
        JWKSource<SecurityContext> known = keys;
        if (known != null) {
            return known;
        }
        OIDCProviderMetadata found = metadata();
        lock.lock();
        try {
            JWKSource<SecurityContext> made = keys;
            if (made == null) {
                made = JWKSourceBuilder.<SecurityContext>create(
                                found.getJWKSetURI().toURL(),
                                new DefaultResourceRetriever(LONGEST_WAIT_MILLIS, LONGEST_WAIT_MILLIS, LARGEST_ANSWER))
                        .refreshAheadCache(false)
                        .outageTolerant(OUTAGE.toMillis())
                        .build();
                keys = made;
            }
            return made;
        } catch (MalformedURLException e) {
            throw new ProviderOutage(issuer, e);
        } finally {
            lock.unlock();
        }
    }
}
