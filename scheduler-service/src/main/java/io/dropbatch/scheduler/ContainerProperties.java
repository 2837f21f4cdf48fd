package io.dropbatch.scheduler;

import io.dropbatch.scheduler.adapter.store.Containers;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The names of the containers. */
@ConfigurationProperties("dropbatch.containers")
public record ContainerProperties(
        @DefaultValue("applications") String applications,
        @DefaultValue("inbox") String inbox,
        @DefaultValue("outputs") String outputs,
        @DefaultValue("system") String system) {

    Containers containers() {
        return new Containers(applications, inbox, outputs, system);
    }
}
