package io.dropbatch.bus;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;

/** Reports a bad setting at start as one line that names it, instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OneLineStartFailure implements SpringBootExceptionReporter {

    private static final Logger LOG = LoggerFactory.getLogger(OneLineStartFailure.class);

    private final @Nullable ConfigurableApplicationContext context;

    OneLineStartFailure(@Nullable ConfigurableApplicationContext context) {
        this.context = context;
    }

    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> problem = causes(failure)
                .map(OneLineStartFailure::describe)
                .flatMap(Optional::stream)
                .reduce((outer, inner) -> inner);
        problem.ifPresent(line -> LOG.error("{} cannot start: {}", name(), line));
        return problem.isPresent();
    }

    private String name() {
        return context == null ? "service" : context.getEnvironment().getProperty("spring.application.name", "service");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(50);
    }

    private static Optional<String> describe(Throwable cause) {
        return switch (cause) {
            case ConfigurationProblem problem -> Optional.of(String.valueOf(problem.getMessage()));
            case BindValidationException invalid -> Optional.of(fields(invalid));
            case BindException unbound -> Optional.of(unbound(unbound));
            case InvalidConfigurationPropertyValueException invalid ->
                Optional.of(invalid.getName() + ": " + invalid.getReason());
            case PortInUseException taken ->
                Optional.of("SERVER_PORT: port " + taken.getPort() + " is taken; choose another");
            default -> Optional.empty();
        };
    }

    /** The property, and why it cannot be used; its value is left out, for it may be a secret. */
    private static String unbound(BindException unbound) {
        var property = unbound.getProperty();
        String name = property == null
                ? unbound.getName().toString()
                : property.getName().toString();
        Throwable root = unbound;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof IllegalArgumentException && root.getMessage() != null && property == null
                ? name + ": " + root.getMessage()
                : name + ": not a usable value for " + unbound.getTarget().getType();
    }

    private static String fields(BindValidationException invalid) {
        String prefix = invalid.getValidationErrors().getName().toString();
        return invalid.getValidationErrors().getAllErrors().stream()
                .map(error -> error instanceof FieldError field
                        ? prefix + "." + field.getField() + ": " + field.getDefaultMessage()
                        : prefix + ": " + error.getDefaultMessage())
                .collect(Collectors.joining("; "));
    }
}
