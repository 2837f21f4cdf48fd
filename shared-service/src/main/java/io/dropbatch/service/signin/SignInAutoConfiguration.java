package io.dropbatch.service.signin;

import io.dropbatch.service.web.WebFilterOrder;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/**
 * Lets in who signs in at the OpenID provider that the settings name: viewers read, operators change. Without a provider
 * nothing of it is loaded. Spring Boot's own configuration of it is excluded in {@code dropbatch-service.yml}: it would
 * lock every laptop behind a password in the log.
 */
@AutoConfiguration
@Conditional(IssuerIsNamed.class)
@EnableWebSecurity
@EnableConfigurationProperties(SignInProperties.class)
public class SignInAutoConfiguration {

    private final SignInProperties settings;
    private final IdentityProvider provider;
    private final RoleClaim roles;
    private final ConsoleSignIn console;
    private final SignInAnswers answers;

    SignInAutoConfiguration(SignInProperties settings) {
        this.settings = settings.checked();
        this.provider = new IdentityProvider(settings.issuer());
        this.roles = new RoleClaim(settings.rolesClaim(), settings.viewer(), settings.operator());
        this.console = new ConsoleSignIn(settings, provider, roles);
        this.answers = new SignInAnswers(settings);
    }

    @Bean
    SecurityFilterChain signIn(HttpSecurity http, Environment environment, Clock clock) throws Exception {
        boolean ownPort = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
        http.authorizeHttpRequests(rules -> rules.requestMatchers("/schemas/**")
                .permitAll()
                .requestMatchers(ownPort ? "/actuator/**" : "/actuator/health/**")
                .permitAll()
                .requestMatchers(HttpMethod.GET)
                .hasRole(RoleClaim.VIEWER)
                .requestMatchers(HttpMethod.HEAD)
                .hasRole(RoleClaim.VIEWER)
                .anyRequest()
                .hasRole(RoleClaim.OPERATOR));
        http.requestCache(AbstractHttpConfigurer::disable);
        http.csrf(csrf -> csrf.csrfTokenRepository(tokens()).csrfTokenRequestHandler(eachTime()));
        http.logout(logout -> logout.logoutSuccessHandler((request, response, who) -> response.setStatus(204)));
        http.exceptionHandling(
                problems -> problems.authenticationEntryPoint(answers::unknown).accessDeniedHandler(answers::refused));
        http.addFilterBefore(new ProviderOutageFilter(provider), SecurityContextHolderFilter.class);
        http.addFilterBefore(new SessionEndFilter(settings.session(), clock), SecurityContextHolderFilter.class);
        if (settings.acceptsTokens()) {
            http.oauth2ResourceServer(server -> server.authenticationEntryPoint(answers::unknown)
                    .accessDeniedHandler(answers::refused)
                    .jwt(jwt -> jwt.decoder(provider.decoder(TokenChecks.of(settings.issuer(), settings.audience())))
                            .jwtAuthenticationConverter(converter())));
        }
        if (settings.acceptsBrowsers()) {
            http.oauth2Login(login -> console.configure(login, answers));
        }
        return http.build();
    }

    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens() {
        return console.idTokens();
    }

    /** Of requests only: an answer that is streamed belongs to a request that was let in. */
    @Bean
    DelegatingFilterProxyRegistrationBean signInFilter() {
        DelegatingFilterProxyRegistrationBean filter =
                new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        filter.setOrder(WebFilterOrder.SIGN_IN);
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        return filter;
    }

    private JwtAuthenticationConverter converter() {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(jwt -> roles.rolesIn(jwt.getClaims()));
        return converter;
    }

    /** The console's script reads the cookie and repeats it as a header, which a page of another site cannot. */
    private static CookieCsrfTokenRepository tokens() {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.secure(true).sameSite("Strict"));
        return tokens;
    }

    /** The cookie comes with the first answer, not when a form is shown, of which there is none. */
    private static CsrfTokenRequestAttributeHandler eachTime() {
        CsrfTokenRequestAttributeHandler handler = new CsrfTokenRequestAttributeHandler();
        handler.setCsrfRequestAttributeName(null);
        return handler;
    }
}
