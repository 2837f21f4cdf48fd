package io.dropbatch.results;

import io.dropbatch.bus.ConfigurationProblem;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The names of the containers. */
@ConfigurationProperties("dropbatch.containers")
public record ContainerProperties(
        @DefaultValue("inbox") String inbox,
        @DefaultValue("outputs") String outputs,
        @DefaultValue("system") String system) {

    private static final Pattern LEGAL = Pattern.compile("[a-z0-9](-?[a-z0-9]){2,62}");

    public ContainerProperties {
        require("inbox", inbox);
        require("outputs", outputs);
        require("system", system);
    }

    private static void require(String property, String name) {
        if (!LEGAL.matcher(name).matches()) {
            throw new ConfigurationProblem(
                    "dropbatch.containers." + property, "not a container's name: 3-63 of a-z, 0-9 and single '-'");
        }
    }
}
