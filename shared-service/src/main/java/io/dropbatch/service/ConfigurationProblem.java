package io.dropbatch.service;

/** A setting is missing or makes no sense; the service stops at start with one line that says so. */
public final class ConfigurationProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String property;
    private final String remedy;

    /**
     * @param property its name in {@code application.yml}; the user is told the name under which the value was given
     * @param remedy what is wrong and what to set; never the value itself when it may hold a secret
     */
    public ConfigurationProblem(String property, String remedy) {
        super(property + ": " + remedy);
        this.property = property;
        this.remedy = remedy;
    }

    String property() {
        return property;
    }

    String remedy() {
        return remedy;
    }
}
