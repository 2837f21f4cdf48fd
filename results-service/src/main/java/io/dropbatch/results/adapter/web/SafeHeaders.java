package io.dropbatch.results.adapter.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells browsers to run nothing but the console's own script and to guess no types. What tasks and users wrote is shut
 * into a sandbox besides: as a page of its own it has no origin, and so no session and no storage.
 */
public final class SafeHeaders extends OncePerRequestFilter {

    /** Below these lies what others wrote. */
    private static final List<String> DATA = List.of("/submissions", "/events", "/dead-letters");

    private static final String CONSOLE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String SANDBOX =
            "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // Decoded, as the routes see it.
        boolean isData = DATA.stream().anyMatch(folder -> isWithin(request.getServletPath(), folder));
        response.setHeader("Content-Security-Policy", isData ? SANDBOX : CONSOLE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        chain.doFilter(request, response);
    }

    /** A page beside it, such as {@code /dead-letters.html}, is the console's. */
    private static boolean isWithin(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}
