package io.dropbatch.results.adapter.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the console what who looks at it may do, so that it offers nothing that would be refused. */
@RestController
public final class SessionPages {

    /** As shared-service names it; where nobody signs in there are no roles. */
    private static final String OPERATOR = "OPERATOR";

    /** @param mayChange whether actions are let through, as far as roles are concerned */
    record ConsoleSession(boolean signedIn, boolean mayChange) {}

    @GetMapping("/session")
    ConsoleSession session(HttpServletRequest request) {
        boolean signedIn = request.getUserPrincipal() != null;
        return new ConsoleSession(signedIn, !signedIn || request.isUserInRole(OPERATOR));
    }
}
