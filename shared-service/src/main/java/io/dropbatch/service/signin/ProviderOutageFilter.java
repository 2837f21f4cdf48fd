package io.dropbatch.service.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 503 while the OpenID provider does not answer; that is nobody's fault who asks. */
final class ProviderOutageFilter extends OncePerRequestFilter {

    private final IdentityProvider provider;

    ProviderOutageFilter(IdentityProvider provider) {
        this.provider = provider;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            if (request.getServletPath().equals(SignInAnswers.LOGIN)) {
                provider.metadata();
            }
            chain.doFilter(request, response);
        } catch (ProviderOutage | AuthenticationServiceException e) {
            if (response.isCommitted()) {
                throw e;
            }
            SignInAnswers.outage(response, e);
        }
    }
}
