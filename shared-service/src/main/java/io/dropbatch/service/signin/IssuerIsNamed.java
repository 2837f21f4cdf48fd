package io.dropbatch.service.signin;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Sign-in is loaded only where an OpenID provider is set. */
final class IssuerIsNamed implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !context.getEnvironment()
                .getProperty("dropbatch.web.sign-in.issuer", "")
                .isBlank();
    }
}
