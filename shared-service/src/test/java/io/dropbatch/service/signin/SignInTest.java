package io.dropbatch.service.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts with tokens, at a service that knows its OpenID provider only by the provider's address. */
class SignInTest {

    static OpenIdStandIn provider;
    static GuardedService service;

    @BeforeAll
    static void start() throws Exception {
        provider = new OpenIdStandIn();
        service = GuardedService.start(
                "--DROPBATCH_SIGN_IN_ISSUER=" + provider.issuer(), "--DROPBATCH_SIGN_IN_AUDIENCE=api://dropbatch");
    }

    @AfterAll
    static void stop() {
        service.close();
        provider.close();
    }

    @Test
    void tells_who_is_not_known_how_to_sign_in() throws Exception {
        HttpResponse<String> answer = service.get("/things", "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.body()).startsWith("Sign in: ");
    }

    @Test
    void lets_a_viewer_read_and_not_change() throws Exception {
        String token = provider.signed(provider.claims("dropbatch.viewer").build());

        assertThat(read(token).body()).isEqualTo("a thing");
        HttpResponse<String> refused = change(token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("the claim 'roles' does not say 'dropbatch.operator'");
    }

    @Test
    void lets_an_operator_read_and_change() throws Exception {
        String token = provider.signed(provider.claims("dropbatch.operator").build());

        assertThat(read(token).body()).isEqualTo("a thing");
        assertThat(change(token).body()).isEqualTo("changed");
    }

    @Test
    void lets_in_nobody_without_a_role() throws Exception {
        HttpResponse<String> refused =
                read(provider.signed(provider.claims("somebody.else").build()));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("does not say 'dropbatch.viewer' or 'dropbatch.operator'");
    }

    static Stream<String> badTokens() throws Exception {
        Date past = Date.from(Instant.now().minusSeconds(120));
        JWTClaimsSet good = provider.claims("dropbatch.operator").build();
        return Stream.of(
                provider.signed(provider.claims("dropbatch.operator")
                        .expirationTime(past)
                        .build()),
                provider.signed(provider.claims("dropbatch.operator")
                        .expirationTime(null)
                        .build()),
                provider.signed(provider.claims("dropbatch.operator")
                        .notBeforeTime(Date.from(Instant.now().plusSeconds(120)))
                        .build()),
                provider.signed(provider.claims("dropbatch.operator")
                        .audience("api://other")
                        .build()),
                provider.signed(provider.claims("dropbatch.operator")
                        .audience((String) null)
                        .build()),
                provider.signed(provider.claims("dropbatch.operator")
                        .issuer("https://evil.example")
                        .build()),
                provider.forged(good),
                provider.unsigned(good),
                provider.signedWithPublicKey(good),
                "not-a-token",
                provider.signed(good) + "x");
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void lets_in_nobody_with_a_token_that_is_not_in_order(String token) throws Exception {
        HttpResponse<String> answer = read(token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).startsWith("Sign in: ").doesNotContain(token);
    }

    @Test
    void serves_health_and_schemas_to_everybody_and_metrics_to_nobody_unknown() throws Exception {
        assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(service.get("/schemas/none").statusCode()).isEqualTo(404);
        assertThat(service.get("/actuator/info").statusCode()).isEqualTo(401);
        assertThat(service.get("/actuator/health/../info").statusCode()).isIn(400, 401);
        assertThat(service.get("/actuator/health/..;/info").statusCode()).isIn(400, 401);
    }

    @Test
    void makes_no_session_for_scripts() throws Exception {
        String token = provider.signed(provider.claims("dropbatch.viewer").build());

        assertThat(read(token).headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("dropbatch="));
    }

    @Test
    void follows_the_provider_to_another_key_and_forgets_the_old_one() throws Exception {
        try (OpenIdStandIn changing = new OpenIdStandIn();
                GuardedService follower = GuardedService.start(
                        "--DROPBATCH_SIGN_IN_ISSUER=" + changing.issuer(),
                        "--DROPBATCH_SIGN_IN_AUDIENCE=api://dropbatch")) {
            JWTClaimsSet claims = changing.claims("dropbatch.viewer").build();
            String old = changing.signed(claims);
            assertThat(follower.get("/things", bearer(old)).statusCode()).isEqualTo(200);

            changing.changeKey("two");

            assertThat(follower.get("/things", bearer(changing.signed(claims))).statusCode())
                    .isEqualTo(200);
            assertThat(follower.get("/things", bearer(old)).statusCode()).isNotEqualTo(200);
        }
    }

    @Test
    void starts_without_its_provider_and_says_so_to_who_asks() throws Exception {
        OpenIdStandIn gone = new OpenIdStandIn();
        gone.close();
        String token = gone.signed(gone.claims("dropbatch.viewer").build());

        try (GuardedService waiting = GuardedService.start(
                "--DROPBATCH_SIGN_IN_ISSUER=" + gone.issuer(), "--DROPBATCH_SIGN_IN_AUDIENCE=api://dropbatch")) {
            HttpResponse<String> answer = waiting.get("/things", bearer(token));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("10");
        }
    }

    @Test
    void reads_roles_from_the_claim_that_the_settings_name() {
        RoleClaim nested = new RoleClaim("realm_access.roles", "see", "do");

        assertThat(nested.rolesIn(Map.of("realm_access", Map.of("roles", List.of("do")))))
                .extracting(Object::toString)
                .containsExactly("ROLE_OPERATOR", "ROLE_VIEWER");
        assertThat(nested.rolesIn(Map.of("realm_access.roles", "other see")))
                .extracting(Object::toString)
                .containsExactly("ROLE_VIEWER");
        assertThat(nested.rolesIn(Map.of("realm_access", "do"))).isEmpty();
        assertThat(nested.rolesIn(Map.of())).isEmpty();
    }

    private static HttpResponse<String> read(String token) throws Exception {
        return service.get("/things", bearer(token));
    }

    private static HttpResponse<String> change(String token) throws Exception {
        return service.post("/things", bearer(token));
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }
}
