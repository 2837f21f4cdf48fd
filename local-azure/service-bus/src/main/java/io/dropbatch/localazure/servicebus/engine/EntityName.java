package io.dropbatch.localazure.servicebus.engine;

import java.util.Locale;

/** The path of an entity in the form that the broker compares: lower case, without a leading slash. */
public record EntityName(String value) {
    private static final String SUBSCRIPTIONS = "/subscriptions/";
    private static final String DEAD_LETTERS = "/$deadletterqueue";

    public EntityName {
        String path = value.toLowerCase(Locale.ROOT);
        while (path.startsWith("/")) {
            path = path.substring(1);
        }
        value = path;
    }

    public EntityName subscription(String name) {
        return new EntityName(value + SUBSCRIPTIONS + name);
    }

    public EntityName deadLetters() {
        return new EntityName(value + DEAD_LETTERS);
    }

    @Override
    public String toString() {
        return value;
    }
}
