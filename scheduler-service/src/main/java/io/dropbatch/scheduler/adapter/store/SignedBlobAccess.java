package io.dropbatch.scheduler.adapter.store;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.dropbatch.scheduler.app.port.BlobAccess;
import io.dropbatch.scheduler.domain.ContainerRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives addresses with signatures made from the account's key, each for one container and only with the permissions
 * that nodes need. A signature lasts a day longer than the requested time, because a task's signature cannot be
 * renewed.
 */
public final class SignedBlobAccess implements BlobAccess {

    private static final Duration MARGIN = Duration.ofDays(1);

    private final BlobServiceClient client;
    private final NodeContainers containers;
    private final Duration longest;
    private final Clock clock;

    /** @param longest that a signature may last */
    public SignedBlobAccess(BlobServiceClient client, NodeContainers containers, Duration longest, Clock clock) {
        this.client = client;
        this.containers = containers;
        this.longest = longest;
        this.clock = clock;
    }

    @Override
    public Duration longest() {
        return longest.minus(MARGIN);
    }

    @Override
    public Grant grant(Duration time) {
        Instant expiry = clock.instant().plus(time).plus(MARGIN).truncatedTo(ChronoUnit.HOURS);
        Map<ContainerRole, String> signatures = new EnumMap<>(ContainerRole.class);
        for (ContainerRole role : ContainerRole.values()) {
            signatures.put(role, sign(role, expiry));
        }
        return new Signed(signatures);
    }

    private String sign(ContainerRole role, Instant expiry) {
        return client.getBlobContainerClient(containers.name(role))
                .generateSas(new BlobServiceSasSignatureValues(expiry.atOffset(ZoneOffset.UTC), permission(role)));
    }

    private static BlobContainerSasPermission permission(ContainerRole role) {
        BlobContainerSasPermission permission = new BlobContainerSasPermission().setReadPermission(true);
        return switch (role) {
            case SYSTEM -> permission;
            case INBOX, APPLICATIONS -> permission.setListPermission(true);
            case OUTPUTS ->
                permission.setListPermission(true).setCreatePermission(true).setWritePermission(true);
        };
    }

    /** Signatures by container. */
    private final class Signed implements Grant {

        private final Map<ContainerRole, String> signatures;

        Signed(Map<ContainerRole, String> signatures) {
            this.signatures = signatures;
        }

        @Override
        public String blob(ContainerRole role, String path) {
            return address(role) + "/" + BlobLocation.path(path) + "?" + signatures.get(role);
        }

        @Override
        public String container(ContainerRole role) {
            return address(role) + "?" + signatures.get(role);
        }

        @Override
        public Optional<String> identity() {
            return Optional.empty();
        }

        private String address(ContainerRole role) {
            return BlobLocation.container(client.getAccountUrl(), containers.name(role));
        }
    }
}
