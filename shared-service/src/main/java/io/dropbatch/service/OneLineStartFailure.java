package io.dropbatch.service;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Reports a bad setting at start as one line instead of a stack trace: the setting as the user wrote it, what is
 * allowed, and the value unless it may be a secret.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OneLineStartFailure implements SpringBootExceptionReporter {

    private static final Logger LOG = LoggerFactory.getLogger(OneLineStartFailure.class);
    private static final int DEEPEST_CAUSE = 50;

    private final Environment environment;
    private final WrittenSettings settings;

    OneLineStartFailure(@Nullable ConfigurableApplicationContext context) {
        this.environment = context == null ? new StandardEnvironment() : context.getEnvironment();
        this.settings = new WrittenSettings(environment);
    }

    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> problem =
                causes(failure).map(this::describe).flatMap(Optional::stream).reduce((outer, inner) -> inner);
        problem.ifPresent(line -> LOG.atError()
                .addKeyValue("program", environment.getProperty("spring.application.name", "service"))
                .addKeyValue("explanation", line)
                .log("cannot start"));
        return problem.isPresent();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE);
    }

    private Optional<String> describe(Throwable cause) {
        return switch (cause) {
            case ConfigurationProblem problem ->
                Optional.of(settings.nameOf(problem.property()) + ": " + problem.remedy());
            case BindValidationException invalid -> Optional.of(violations(invalid));
            case BindException unbound -> Optional.of(unbound(unbound));
            case InvalidConfigurationPropertyValueException invalid ->
                Optional.of(violation(
                        invalid.getName(),
                        invalid.getCause() instanceof NumberFormatException
                                ? WantedValue.of(Integer.class)
                                : invalid.getReason()));
            case PortInUseException taken ->
                Optional.of(settings.nameOf("server.port") + ": port " + taken.getPort() + " is taken; choose another");
            default -> Optional.empty();
        };
    }

    private String violations(BindValidationException invalid) {
        String prefix = invalid.getValidationErrors().getName().toString();
        return invalid.getValidationErrors().getAllErrors().stream()
                .map(error -> violation(propertyOf(prefix, error), String.valueOf(error.getDefaultMessage())))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String propertyOf(String prefix, ObjectError error) {
        return error instanceof FieldError field
                ? prefix + "." + DataObjectPropertyName.toDashedForm(field.getField())
                : prefix;
    }

    private String unbound(BindException unbound) {
        var property = unbound.getProperty();
        if (property != null) {
            return violation(
                    property.getName().toString(),
                    WantedValue.of(unbound.getTarget().getType().resolve(Object.class)));
        }
        Throwable root = unbound;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root instanceof IllegalArgumentException ? String.valueOf(root.getMessage()) : "cannot be used";
        return settings.nameOf(unbound.getName().toString()) + ": " + reason;
    }

    private String violation(String property, String rule) {
        String value = settings.shownValueOf(property)
                .map(shown -> ", but is '" + shown + "'")
                .orElse("");
        return settings.nameOf(property) + ": " + rule + value;
    }
}
