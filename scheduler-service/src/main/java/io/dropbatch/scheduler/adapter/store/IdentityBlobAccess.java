package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.planning.task.ContainerRole;
import io.dropbatch.scheduler.app.port.BlobAccess;
import java.time.Duration;
import java.util.Optional;

/** Gives plain addresses to nodes whose pool has a managed identity. */
public final class IdentityBlobAccess implements BlobAccess, BlobAccess.Grant {

    private static final Duration NO_END = Duration.ofDays(180);

    private final String account;
    private final NodeContainers containers;
    private final String identity;

    /**
     * @param account the blob service's address
     * @param identity the resource id of the managed identity
     */
    public IdentityBlobAccess(String account, NodeContainers containers, String identity) {
        this.account = account;
        this.containers = containers;
        this.identity = identity;
    }

    @Override
    public Grant grant(Duration time) {
        return this;
    }

    @Override
    public Duration longest() {
        return NO_END;
    }

    @Override
    public String blob(ContainerRole role, String path) {
        return container(role) + "/" + BlobLocation.path(path);
    }

    @Override
    public String container(ContainerRole role) {
        return BlobLocation.container(account, containers.name(role));
    }

    @Override
    public String uploads() {
        return container(ContainerRole.OUTPUTS);
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(identity);
    }
}
