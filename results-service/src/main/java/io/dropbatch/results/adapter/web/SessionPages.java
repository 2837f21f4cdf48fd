package io.dropbatch.results.adapter.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the console what who looks at it may do, so that it offers nothing that would be refused. */
@RestController
public final class SessionPages {

    /** As shared-service names it; where nobody signs in there are no roles. */
    private static final String OPERATOR = "OPERATOR";

    private final boolean deadLetters;

    /** @param deadLetters whether dead letters are shown here */
    public SessionPages(boolean deadLetters) {
        this.deadLetters = deadLetters;
    }

    /**
     * What the console needs to know.
     *
     * @param mayChange whether actions are let through, as far as roles are concerned
     * @param deadLetters whether dead letters are shown here
     */
    record ConsoleSession(boolean signedIn, boolean mayChange, boolean deadLetters) {}

    @GetMapping("/session")
    ConsoleSession session(HttpServletRequest request) {
        boolean signedIn = request.getUserPrincipal() != null;
        return new ConsoleSession(signedIn, !signedIn || request.isUserInRole(OPERATOR), deadLetters);
    }
}
