package io.dropbatch.service.signin;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.web.client.RestClient;

/** Sign-in of people by browser: authorization code with PKCE, then a session of some hours. */
final class ConsoleSignIn {

    static final String CLIENT = "dropbatch";

    private static final String CALLBACK = "/login/oauth2/code/" + CLIENT;
    private static final String WANTED = ConsoleSignIn.class.getName() + ".wanted";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** Nobody is signed in yet: a session that is never used again is forgotten soon. */
    private static final Duration UNFINISHED = Duration.ofMinutes(5);

    private static final Duration UNUSED = Duration.ofMinutes(30);

    private final SignInProperties settings;
    private final IdentityProvider provider;
    private final RoleClaim roles;
    private volatile @Nullable ClientRegistration registration;

    ConsoleSignIn(SignInProperties settings, IdentityProvider provider, RoleClaim roles) {
        this.settings = settings;
        this.provider = provider;
        this.roles = roles;
    }

    void configure(OAuth2LoginConfigurer<HttpSecurity> login, SignInAnswers answers) {
        ClientRegistrationRepository clients = id -> id.equals(CLIENT) ? registration() : null;
        DefaultOAuth2AuthorizationRequestResolver requests =
                new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        login.clientRegistrationRepository(clients)
                .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                .loginPage(SignInAnswers.LOGIN)
                .authorizationEndpoint(start -> start.authorizationRequestResolver(requests))
                .tokenEndpoint(tokens -> tokens.accessTokenResponseClient(tokenClient()))
                .userInfoEndpoint(user -> user.userAuthoritiesMapper(mapper()))
                .successHandler(this::signedIn)
                .failureHandler(answers::failed);
    }

    /** Reads the tokens that say who signed in. */
    JwtDecoderFactory<ClientRegistration> idTokens() {
        return client -> provider.decoder(new DelegatingOAuth2TokenValidator<>(
                TokenChecks.of(settings.issuer(), settings.clientId()), new OidcIdTokenValidator(client)));
    }

    /** Keeps where a browser wanted to go, to lead it there when its user is known. */
    static void remember(HttpServletRequest request) {
        HttpSession session = request.getSession();
        session.setMaxInactiveInterval((int) UNFINISHED.toSeconds());
        String query = request.getQueryString();
        session.setAttribute(WANTED, request.getRequestURI() + (query == null ? "" : "?" + query));
    }

    private void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException {
        HttpSession session = request.getSession();
        session.setMaxInactiveInterval((int) UNUSED.toSeconds());
        Object wanted = session.getAttribute(WANTED);
        session.removeAttribute(WANTED);
        // Behind the console's own address, so never on to another site.
        String path = wanted instanceof String text && text.startsWith("/") ? text : "/";
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader(HttpHeaders.LOCATION, settings.consoleUrl() + path);
    }

    private GrantedAuthoritiesMapper mapper() {
        return authorities -> authorities.stream()
                .filter(OidcUserAuthority.class::isInstance)
                .map(OidcUserAuthority.class::cast)
                .<GrantedAuthority>flatMap(
                        user -> roles.rolesIn(user.getIdToken().getClaims()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private ClientRegistration registration() {
        ClientRegistration known = registration;
        if (known != null) {
            return known;
        }
        OIDCProviderMetadata found = provider.metadata();
        ClientRegistration made = ClientRegistration.withRegistrationId(CLIENT)
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .clientAuthenticationMethod(
                        settings.clientSecret().isEmpty()
                                ? ClientAuthenticationMethod.NONE
                                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(settings.consoleUrl() + CALLBACK)
                .scope(Set.of("openid"))
                .authorizationUri(found.getAuthorizationEndpointURI().toString())
                .tokenUri(found.getTokenEndpointURI().toString())
                .jwkSetUri(found.getJWKSetURI().toString())
                .issuerUri(settings.issuer())
                .userNameAttributeName("sub")
                .build();
        registration = made;
        return made;
    }

    private static RestClientAuthorizationCodeTokenResponseClient tokenClient() {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(LONGEST_WAIT);
        requests.setReadTimeout(LONGEST_WAIT);
        RestClientAuthorizationCodeTokenResponseClient client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }
}
