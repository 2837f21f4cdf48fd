package io.dropbatch.scheduler.adapter.store;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.dropbatch.planning.task.ContainerRole;
import io.dropbatch.scheduler.app.port.BlobAccess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives addresses with signatures made from the account's key, each with one right only: to read one blob, to list and read
 * a container that is brought by a prefix, or to write outputs. A signature lasts a day longer than the requested time,
 * because a task's signature cannot be renewed.
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
        return new Signed(expiry.atOffset(ZoneOffset.UTC));
    }

    /** Signatures that end at the same time; those for containers are made once. */
    private final class Signed implements Grant {

        private final OffsetDateTime expiry;
        private final Map<ContainerRole, String> readable = new ConcurrentHashMap<>();
        private final String writable;

        Signed(OffsetDateTime expiry) {
            this.expiry = expiry;
            this.writable = sign(
                    ContainerRole.OUTPUTS,
                    new BlobContainerSasPermission().setCreatePermission(true).setWritePermission(true));
        }

        @Override
        public String blob(ContainerRole role, String path) {
            BlobSasPermission read = new BlobSasPermission().setReadPermission(true);
            String signature = client.getBlobContainerClient(containers.name(role))
                    .getBlobClient(path)
                    .generateSas(new BlobServiceSasSignatureValues(expiry, read));
            return address(role) + "/" + BlobLocation.path(path) + "?" + signature;
        }

        @Override
        public String container(ContainerRole role) {
            return readable.computeIfAbsent(
                    role,
                    any -> sign(
                            any,
                            new BlobContainerSasPermission()
                                    .setReadPermission(true)
                                    .setListPermission(true)));
        }

        @Override
        public String uploads() {
            return writable;
        }

        private String sign(ContainerRole role, BlobContainerSasPermission permission) {
            return address(role) + "?"
                    + client.getBlobContainerClient(containers.name(role))
                            .generateSas(new BlobServiceSasSignatureValues(expiry, permission));
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
