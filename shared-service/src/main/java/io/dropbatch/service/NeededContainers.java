package io.dropbatch.service;

import io.dropbatch.store.StorageAccount;
import java.util.List;
import java.util.function.Function;

/**
 * The containers without which a service can do nothing. A container that is missing would look as if it were empty, and jobs
 * would fail much later, somewhere else.
 */
public record NeededContainers(List<Function<ContainerNames, String>> names) {

    public NeededContainers {
        names = List.copyOf(names);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // read once, into a list
    public static NeededContainers of(Function<ContainerNames, String>... names) {
        return new NeededContainers(List.of(names));
    }

    /** @throws ConfigurationProblem when the account does not have all of them */
    void check(StorageAccount account, ContainerNames containers) {
        List<String> missing = names.stream()
                .map(name -> name.apply(containers))
                .filter(account::lacks)
                .toList();
        if (!missing.isEmpty()) {
            throw new ConfigurationProblem(
                    "dropbatch.containers",
                    "the storage account '%1$s' has no container %2$s: create what is missing with 'az storage container create --auth-mode login --account-name %1$s --name <container>', or name the containers to use"
                            .formatted(account.name(), String.join(", ", missing)));
        }
    }
}
