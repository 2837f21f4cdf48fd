package io.dropbatch.localazure.storage;

import io.dropbatch.localazure.files.TopologyException;
import java.util.List;

/** The containers and tables that the account has at its start, and the routes of its events. */
public record StorageTopology(String account, List<String> containers, List<String> tables, List<EventRoute> events) {

    public StorageTopology {
        containers = List.copyOf(containers);
        tables = List.copyOf(tables);
        events = List.copyOf(events);
        if (!account.equals(DevelopmentAccount.NAME)) {
            throw new TopologyException("account", "only " + DevelopmentAccount.NAME + " exists here, not " + account);
        }
    }

    public static StorageTopology empty() {
        return new StorageTopology(DevelopmentAccount.NAME, List.of(), List.of(), List.of());
    }

    public static StorageTopology of(List<String> containers, List<EventRoute> events) {
        return new StorageTopology(DevelopmentAccount.NAME, containers, List.of(), events);
    }
}
