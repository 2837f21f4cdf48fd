package io.dropbatch.localazure.batch.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.localazure.batch.document.AzureTimes;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may not come in learns why. */
class AuthenticationTest {

    private static final String PATH = "/pools?" + RawCalls.VERSION;

    @AutoClose
    private static final BatchServer server = BatchServer.start();

    private static final RawCalls calls = new RawCalls(server);

    @Test
    void a_request_without_credentials_is_asked_for_them() throws Exception {
        HttpResponse<String> response = calls.unsigned(PATH, Map.of("ocp-date", RawCalls.now()));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("SharedKey");
        assertThat(detail(response)).contains("none is not allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bearer abc | 403 | AuthenticationFailed | Bearer is not allowed",
                "SharedKeyLite x:y | 403 | AuthenticationFailed | SharedKeyLite is not allowed",
                "SharedKey | 400 | InvalidAuthenticationInfo | is expected",
                "SharedKey localbatch | 400 | InvalidAuthenticationInfo | is expected",
                "SharedKey localbatch: | 400 | InvalidAuthenticationInfo | is expected",
                "SharedKey localbatch:short | 400 | InvalidAuthenticationInfo | is expected",
                "SharedKey other:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | 403 | AuthenticationFailed"
                        + " | which is localbatch",
                "SharedKey localbatch:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | 403 | AuthenticationFailed"
                        + " | following string to sign: 'GET"
            })
    void credentials_that_are_wrong_are_told_from_those_that_are_none(
            String credentials, int status, String code, String detail) throws Exception {
        HttpResponse<String> response =
                calls.unsigned(PATH, Map.of("Authorization", credentials, "ocp-date", RawCalls.now()));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("\"" + code + "\"");
        assertThat(detail(response)).contains(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "https://batch.core.windows.net/, 4102444800, 200",
        "https://batch.core.windows.net, 4102444800, 401",
        "https://batch.core.windows.net//, 4102444800, 401",
        "https://management.core.windows.net/, 4102444800, 401",
        "https://batch.core.windows.net/, 1, 401"
    })
    void a_token_has_to_be_for_batch_to_the_slash(String audience, long expiry, int status, @TempDir Path folder)
            throws Exception {
        BatchOptions options = BatchOptions.in(folder).withTokens("https://batch.core.windows.net/");
        try (BatchServer entra = BatchServer.start(options)) {
            HttpResponse<String> response =
                    new RawCalls(entra).unsigned(PATH, Map.of("Authorization", "Bearer " + token(audience, expiry)));

            assertThat(response.statusCode()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "a.b.c", "e30.!.", "e30.W10.", "e30.e30."})
    void what_is_no_token_is_refused(String token, @TempDir Path folder) throws Exception {
        BatchOptions options = BatchOptions.in(folder).withTokens("https://batch.core.windows.net/");
        try (BatchServer entra = BatchServer.start(options)) {
            HttpResponse<String> response =
                    new RawCalls(entra).unsigned(PATH, Map.of("Authorization", "Bearer " + token));

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(detail(response)).startsWith("The access token");
        }
    }

    private static String token(String audience, long expiry) {
        String claims = "{\"aud\":\"" + audience + "\",\"exp\":" + expiry + "}";
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8)) + ".";
    }

    @Test
    void a_signed_header_cannot_be_changed() throws Exception {
        TreeMap<String, String> signed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signed.put("ocp-date", RawCalls.now());
        String authorization = calls.authorization("GET", URI.create(server.endpoint() + PATH), signed);

        assertThat(calls.unsigned(PATH, Map.of("Authorization", authorization, "ocp-date", signed.get("ocp-date")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(calls.unsigned(
                                PATH + "&maxresults=5",
                                Map.of("Authorization", authorization, "ocp-date", signed.get("ocp-date")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(calls.unsigned(
                                PATH,
                                Map.of(
                                        "Authorization",
                                        authorization,
                                        "ocp-date",
                                        signed.get("ocp-date"),
                                        "If-Match",
                                        "0x1"))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"-PT14M, 200", "PT14M, 200", "-PT16M, 403", "PT16M, 403", "P3650D, 403"})
    void a_clock_may_differ_by_a_quarter_of_an_hour(Duration skew, int status) throws Exception {
        String date = AzureTimes.http(Instant.now().plus(skew));

        HttpResponse<String> response = calls.send("GET", PATH, "", Map.of("ocp-date", date));

        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 403) {
            assertThat(detail(response)).contains("date header too " + (skew.isNegative() ? "old" : "new"), date);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-11-22T10:00:00Z", "Sun, 99 Nov 2026 10:03:39 GMT"})
    void a_date_that_is_none_is_refused(String date) throws Exception {
        HttpResponse<String> response = calls.send("GET", PATH, "", Map.of("ocp-date", date));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(detail(response)).contains("date header in the request is incorrect");
    }

    @Test
    void a_request_without_a_date_is_refused() throws Exception {
        String authorization = calls.authorization(
                "GET", URI.create(server.endpoint() + PATH), new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

        HttpResponse<String> response = calls.unsigned(PATH, Map.of("Authorization", authorization));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(detail(response)).contains("ocp-date");
    }

    @Test
    void the_allowed_difference_is_an_option(@org.junit.jupiter.api.io.TempDir Path other) throws Exception {
        try (BatchServer patient = BatchServer.start(BatchOptions.in(other).withClockSkew(Duration.ofDays(36_500)))) {
            HttpResponse<String> response =
                    new RawCalls(patient).send("GET", PATH, "", Map.of("ocp-date", "Sun, 22 Nov 2015 10:03:39 GMT"));

            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    private static String detail(HttpResponse<String> response) throws Exception {
        JsonNode error = new ObjectMapper().readTree(response.body());
        assertThat(error.path("values").path(0).path("key").asText()).isEqualTo("AuthenticationErrorDetail");
        return error.path("values").path(0).path("value").asText();
    }
}
