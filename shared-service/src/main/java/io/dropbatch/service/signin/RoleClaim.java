package io.dropbatch.service.signin;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Reads from a token's claims whether its bearer is a viewer or an operator; an operator is a viewer too. */
record RoleClaim(String claim, String viewer, String operator) {

    static final String VIEWER = "VIEWER";
    static final String OPERATOR = "OPERATOR";

    Collection<GrantedAuthority> rolesIn(Map<String, Object> claims) {
        List<String> values = valuesIn(claims).toList();
        Set<String> roles = new TreeSet<>();
        if (values.contains(operator)) {
            roles.add(OPERATOR);
            roles.add(VIEWER);
        }
        if (values.contains(viewer)) {
            roles.add(VIEWER);
        }
        return roles.stream()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }

    private Stream<String> valuesIn(Map<String, Object> claims) {
        Object value = claims.containsKey(claim) ? claims.get(claim) : inner(claims);
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf);
        }
        return value instanceof String words ? Arrays.stream(words.split(" ", -1)) : Stream.empty();
    }

    /** Such as Keycloak's {@code realm_access.roles}. */
    private @Nullable Object inner(Map<String, Object> claims) {
        Object value = claims;
        for (String part : claim.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return value;
    }
}
