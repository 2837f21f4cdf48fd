package io.dropbatch.service.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers only to the names of this host. A web page can give a name of its own the address of a laptop's loopback (DNS
 * rebinding), and would then read what a service tells; it cannot do so under a bare address.
 */
@Order(WebFilterOrder.FOREIGN_HOSTS)
final class ForeignHostFilter extends OncePerRequestFilter {

    private static final int MISDIRECTED_REQUEST = 421;
    private static final String WORDS =
            "This service listens for its own host alone and does not answer to this name. To let it, set"
                    + " DROPBATCH_WEB_HOSTS (dropbatch.web.hosts) to the name.\n";

    private final boolean anyName;
    private final Set<String> names;

    /**
     * @param anyName whether there are no foreign names
     * @param names besides {@code localhost} that the service answers to
     */
    ForeignHostFilter(boolean anyName, Collection<String> names) {
        this.anyName = anyName;
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isOwn(request.getServerName().toLowerCase(Locale.ROOT))) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(MISDIRECTED_REQUEST);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write(WORDS);
    }

    private boolean isOwn(String host) {
        return anyName
                || isAddress(host)
                || host.equals("localhost")
                || host.endsWith(".localhost")
                || names.contains(host);
    }

    /** No name of DNS ends in a number, and none has a colon. */
    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]*[0-9]");
    }
}
