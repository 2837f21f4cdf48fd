package io.dropbatch.service;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The settings under the names by which the user gave them: an environment variable where there is one. */
final class WrittenSettings {

    /**
     * How {@code application.yml} takes a value from the environment, such as <code>${AZURE_BATCH_ENDPOINT:}</code>.
     */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(:.*)?}");

    private static final Pattern SECRET_NAME = Pattern.compile("(key|connection-string|secret|password|token)$");

    /** A secret may have been put in a wrong place. */
    private static final Pattern SECRET_VALUE = Pattern.compile("(?i)key=|sig=|@");

    private static final int LONGEST_SHOWN = 60;

    private final Environment environment;

    WrittenSettings(Environment environment) {
        this.environment = environment;
    }

    /** The variable or property that the user has to change for it. */
    String nameOf(String property) {
        return find(property).flatMap(WrittenSettings::variableOf).orElse(property);
    }

    /** The value in the user's own spelling, unless it is empty or may be a secret. */
    Optional<String> shownValueOf(String property) {
        if (SECRET_NAME.matcher(property).find()) {
            return Optional.empty();
        }
        return Optional.ofNullable(environment.getProperty(property)).filter(WrittenSettings::mayBeShown);
    }

    private Optional<ConfigurationProperty> find(String property) {
        if (!ConfigurationPropertyName.isValid(property)) {
            return Optional.empty();
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .map(source -> source.getConfigurationProperty(name))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Optional<String> variableOf(ConfigurationProperty found) {
        if (found.getOrigin() instanceof PropertySourceOrigin place
                && place.getPropertySource() instanceof SystemEnvironmentPropertySource) {
            return Optional.of(place.getPropertyName());
        }
        Matcher variable = VARIABLE.matcher(String.valueOf(found.getValue()));
        return variable.matches() ? Optional.of(variable.group(1)) : Optional.empty();
    }

    private static boolean mayBeShown(String value) {
        return !value.isBlank()
                && value.length() <= LONGEST_SHOWN
                && value.chars().noneMatch(Character::isISOControl)
                && !SECRET_VALUE.matcher(value).find();
    }
}
