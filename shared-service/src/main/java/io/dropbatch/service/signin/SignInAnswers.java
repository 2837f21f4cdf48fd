package io.dropbatch.service.signin;

import io.dropbatch.model.text.Redaction;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;

/** What who is not let in is told: browsers go on to the provider, programs read one line. */
final class SignInAnswers {

    /** Where a browser goes to sign in. */
    static final String LOGIN = "/oauth2/authorization/" + ConsoleSignIn.CLIENT;

    private static final Logger LOG = LoggerFactory.getLogger(SignInAnswers.class);

    private final SignInProperties settings;

    SignInAnswers(SignInProperties settings) {
        this.settings = settings;
    }

    void unknown(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (settings.acceptsBrowsers() && isPage(request)) {
            ConsoleSignIn.remember(request);
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader(HttpHeaders.LOCATION, settings.consoleUrl() + LOGIN);
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        line(
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                "Sign in: open the console in a browser, or send a token that is valid, as"
                        + " 'Authorization: Bearer <token>'. docs/security.md says how to get one.");
    }

    void refused(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        if (why instanceof CsrfException) {
            line(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "A request that changes something needs the header X-XSRF-TOKEN with the cookie's value.");
            return;
        }
        boolean reads = HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod());
        line(
                response,
                HttpServletResponse.SC_FORBIDDEN,
                "You are signed in, but the claim '" + settings.rolesClaim() + "' does not say '"
                        + (reads ? settings.viewer() + "' or '" : "") + settings.operator()
                        + "'. Ask who administers the OpenID provider for that role.");
    }

    void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        String reason = why instanceof OAuth2AuthenticationException known
                ? known.getError().getErrorCode()
                : why.getClass().getSimpleName();
        LOG.atWarn()
                .addKeyValue("reason", reason)
                .addKeyValue("cause", rootOf(why))
                .log("sign-in failed");
        line(
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                "The sign-in did not work. Open the console again; the service's log says what was wrong.");
    }

    static void outage(HttpServletResponse response, Exception why) throws IOException {
        LOG.atWarn().addKeyValue("cause", rootOf(why)).log("the OpenID provider does not answer");
        response.setHeader(HttpHeaders.RETRY_AFTER, "10");
        line(
                response,
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                "The OpenID provider does not answer, so nobody can be let in. Try again soon.");
    }

    /** One line: who is not let in decides how often this is written. */
    private static String rootOf(Throwable why) {
        Throwable root = why;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Redaction.of(root.getClass().getSimpleName() + ": " + root.getMessage());
    }

    private static boolean isPage(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return HttpMethod.GET.matches(request.getMethod())
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && accepted != null
                && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }

    private static void line(HttpServletResponse response, int status, String words) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write(words + "\n");
    }
}
