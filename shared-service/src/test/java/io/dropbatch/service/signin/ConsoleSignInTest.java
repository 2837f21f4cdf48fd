package io.dropbatch.service.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.testtools.NeedsTool;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People with a browser: to the provider, back with a code, then a session. */
@Timeout(120)
class ConsoleSignInTest {

    static OpenIdStandIn provider;
    static GuardedService service;

    /** As a browser keeps them. */
    private final Map<String, String> cookies = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        provider = new OpenIdStandIn();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        service = GuardedService.start(
                "--server.port=" + port,
                "--DROPBATCH_SIGN_IN_ISSUER=" + provider.issuer(),
                "--DROPBATCH_SIGN_IN_CLIENT_ID=" + OpenIdStandIn.CLIENT,
                "--DROPBATCH_SIGN_IN_CONSOLE_URL=http://127.0.0.1:" + port + "/");
    }

    @AfterAll
    static void stop() {
        service.close();
        provider.close();
    }

    @Test
    void leads_a_browser_to_the_provider_and_back_to_where_it_wanted_to_go() throws Exception {
        provider.signsInAs("dropbatch.viewer");

        HttpResponse<String> first = page("/things?workload=render");
        assertThat(first.statusCode()).isEqualTo(302);
        HttpResponse<String> toProvider = page(locationOf(first));
        assertThat(locationOf(toProvider))
                .startsWith(provider.issuer() + "/authorize?")
                .contains("code_challenge=", "code_challenge_method=S256", "state=", "nonce=", "scope=openid");
        HttpResponse<String> back = page(locationOf(service.get(locationOf(toProvider))));

        assertThat(back.statusCode()).isEqualTo(302);
        assertThat(locationOf(back)).isEqualTo(service.url() + "/things?workload=render");
        assertThat(page(locationOf(back)).body()).isEqualTo("a thing");
    }

    /** Which keeps cookies and follows redirects by rules of its own. */
    @Test
    @NeedsTool("chromium")
    void a_real_browser_gets_in(@TempDir Path profile) throws Exception {
        provider.signsInAs("dropbatch.viewer");

        Process browser = new ProcessBuilder(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--user-data-dir=" + profile,
                        "--dump-dom",
                        service.url() + "/things?workload=render")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("a thing");
        } finally {
            browser.destroyForcibly();
        }
    }

    @Test
    void keeps_the_session_in_a_cookie_that_no_script_and_no_other_site_has() throws Exception {
        HttpResponse<String> answer = page("/oauth2/authorization/dropbatch");

        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("dropbatch="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "Secure", "SameSite=Lax");
    }

    @Test
    void gives_a_new_session_to_who_signs_in() throws Exception {
        page(locationOf(page("/things")));
        String before = cookies.get("dropbatch");

        signIn("dropbatch.viewer");

        assertThat(cookies.get("dropbatch")).isNotEqualTo(before);
    }

    @Test
    void lets_an_operator_change_only_with_the_header_that_its_own_page_can_send() throws Exception {
        signIn("dropbatch.operator");
        page("/things");

        HttpResponse<String> without = service.post("/things", "Cookie", cookieHeader());
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(without.body()).contains("X-XSRF-TOKEN");
        HttpResponse<String> with =
                service.post("/things", "Cookie", cookieHeader(), "X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));
        assertThat(with.body()).isEqualTo("changed");
    }

    @Test
    void lets_a_viewer_change_nothing() throws Exception {
        signIn("dropbatch.viewer");
        page("/things");

        HttpResponse<String> answer =
                service.post("/things", "Cookie", cookieHeader(), "X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("'dropbatch.operator'");
    }

    @Test
    void ends_the_session_of_who_signs_out() throws Exception {
        signIn("dropbatch.viewer");
        page("/things");

        HttpResponse<String> out =
                service.post("/logout", "Cookie", cookieHeader(), "X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));

        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(page("/things").statusCode()).isEqualTo(302);
    }

    @Test
    void lets_in_nobody_with_an_answer_that_was_not_asked_for() throws Exception {
        HttpResponse<String> forged = page("/login/oauth2/code/dropbatch?code=code-0&state=guessed");

        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.body()).startsWith("The sign-in did not work.");
        assertThat(page("/things").statusCode()).isEqualTo(302);
    }

    @Test
    void lets_in_nobody_by_a_token_that_was_made_for_another_sign_in() throws Exception {
        provider.answersNonce("of-somebody-else");
        try {
            HttpResponse<String> back = callback();

            assertThat(back.statusCode()).isEqualTo(401);
            assertThat(page("/things").statusCode()).isEqualTo(302);
        } finally {
            provider.answersNonce("");
        }
    }

    @Test
    void answers_programs_with_a_refusal_and_not_with_a_page() throws Exception {
        HttpResponse<String> answer = service.get("/things", "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("dropbatch="));
    }

    private void signIn(String role) throws Exception {
        provider.signsInAs(role);
        assertThat(callback().statusCode()).isEqualTo(302);
    }

    private HttpResponse<String> callback() throws Exception {
        HttpResponse<String> toProvider = page(locationOf(page("/things")));
        return page(locationOf(service.get(locationOf(toProvider))));
    }

    private HttpResponse<String> page(String address) throws Exception {
        HttpResponse<String> answer = cookies.isEmpty()
                ? service.get(address, "Accept", "text/html")
                : service.get(address, "Accept", "text/html", "Cookie", cookieHeader());
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        return answer;
    }

    private void keep(String cookie) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String locationOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
