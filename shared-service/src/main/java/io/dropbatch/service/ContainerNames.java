package io.dropbatch.service;

import org.springframework.boot.context.properties.bind.DefaultValue;

/** The names of the storage containers. */
public record ContainerNames(
        @DefaultValue("applications") @ContainerName String applications,
        @DefaultValue("workloads") @ContainerName String workloads,
        @DefaultValue("inbox") @ContainerName String inbox,
        @DefaultValue("outputs") @ContainerName String outputs,
        @DefaultValue("system") @ContainerName String system) {}
