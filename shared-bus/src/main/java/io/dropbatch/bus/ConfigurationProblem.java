package io.dropbatch.bus;

/** A setting is missing or makes no sense; the service stops at start with this one line. */
public final class ConfigurationProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param property as a person sets it, such as {@code AZURE_BATCH_ENDPOINT}
     * @param remedy what is wrong and what to set; never the value itself when it may hold a secret
     */
    public ConfigurationProblem(String property, String remedy) {
        super(property + ": " + remedy);
    }
}
