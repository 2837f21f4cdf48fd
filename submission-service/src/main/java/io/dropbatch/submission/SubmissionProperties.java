package io.dropbatch.submission;

import io.dropbatch.bus.ConfigurationProblem;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of this service.
 *
 * @param containers names of the storage containers
 * @param storage how to reach the storage account
 * @param sweep how lost events are made up for
 */
@ConfigurationProperties("dropbatch")
public record SubmissionProperties(
        @DefaultValue Containers containers,
        @DefaultValue Storage storage,
        @DefaultValue Sweep sweep) {

    /** Names of the containers that this service touches. */
    public record Containers(
            @DefaultValue("applications") String applications,
            @DefaultValue("workloads") String workloads,
            @DefaultValue("inbox") String inbox,
            @DefaultValue("system") String system) {

        private static final Pattern NAME = Pattern.compile("[a-z0-9](-?[a-z0-9]){2,62}");

        public Containers {
            check("applications", applications);
            check("workloads", workloads);
            check("inbox", inbox);
            check("system", system);
        }

        private static void check(String property, String name) {
            if (!NAME.matcher(name).matches()) {
                throw new ConfigurationProblem(
                        "dropbatch.containers." + property,
                        "a container's name has 3-63 of a-z, 0-9 and single '-' between them");
            }
        }
    }

    /** A connection string, or both endpoints and the process's Azure identity. */
    public record Storage(
            @DefaultValue("") String connectionString,
            @DefaultValue("") String blobEndpoint,
            @DefaultValue("") String tableEndpoint) {

        /** Without the key. */
        @Override
        public String toString() {
            return "Storage[blobEndpoint=" + blobEndpoint + "]";
        }
    }

    /**
     * @param every the pause between passes over the inbox
     * @param grace how old a trigger has to be before its event counts as lost
     */
    public record Sweep(
            @DefaultValue("30s") Duration every,
            @DefaultValue("10s") Duration grace) {

        public Sweep {
            if (!every.isPositive()) {
                throw new ConfigurationProblem("dropbatch.sweep.every", "has to be longer than zero, such as 30s");
            }
            if (grace.isNegative()) {
                throw new ConfigurationProblem("dropbatch.sweep.grace", "must not be negative; such as 10s");
            }
        }
    }
}
