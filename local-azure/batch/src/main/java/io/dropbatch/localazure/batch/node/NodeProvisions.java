package io.dropbatch.localazure.batch.node;

import io.dropbatch.localazure.batch.engine.model.task.ApplicationPackages;
import io.dropbatch.localazure.batch.node.process.TaskConfinement;
import io.dropbatch.localazure.batch.node.transfer.AutoStorage;

/**
 * The resources of all nodes.
 *
 * @param applications the packages that tasks may ask for
 * @param autoStorage the storage account that files may come from
 * @param confinement what keeps a task within its limits
 */
public record NodeProvisions(ApplicationPackages applications, AutoStorage autoStorage, TaskConfinement confinement) {}
