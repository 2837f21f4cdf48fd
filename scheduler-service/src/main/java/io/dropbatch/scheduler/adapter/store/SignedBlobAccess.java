package io.dropbatch.scheduler.adapter.store;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.dropbatch.scheduler.app.port.BlobAccess;
import io.dropbatch.scheduler.domain.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses with signatures made from the account's key, each for one container and no more than nodes need there.
 * They last a day longer than what they are made for, since a task's signature cannot be renewed.
 */
public final class SignedBlobAccess implements BlobAccess {

    private static final Duration MARGIN = Duration.ofDays(1);

    private final BlobServiceClient client;
    private final Containers containers;
    private final Duration longest;
    private final Clock clock;

    /** @param longest that a signature may last */
    public SignedBlobAccess(BlobServiceClient client, Containers containers, Duration longest, Clock clock) {
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
        Map<Place, String> signatures = new EnumMap<>(Place.class);
        for (Place place : Place.values()) {
            signatures.put(place, sign(place, expiry));
        }
        return new Signed(signatures);
    }

    private String sign(Place place, Instant expiry) {
        return client.getBlobContainerClient(containers.name(place))
                .generateSas(new BlobServiceSasSignatureValues(expiry.atOffset(ZoneOffset.UTC), permission(place)));
    }

    private static BlobContainerSasPermission permission(Place place) {
        BlobContainerSasPermission permission = new BlobContainerSasPermission().setReadPermission(true);
        return switch (place) {
            case SYSTEM -> permission;
            case INBOX, APPLICATIONS -> permission.setListPermission(true);
            case OUTPUTS ->
                permission.setListPermission(true).setCreatePermission(true).setWritePermission(true);
        };
    }

    /** Signatures by container. */
    private final class Signed implements Grant {

        private final Map<Place, String> signatures;

        Signed(Map<Place, String> signatures) {
            this.signatures = signatures;
        }

        @Override
        public String blob(Place place, String path) {
            return address(place) + "/" + BlobAddress.path(path) + "?" + signatures.get(place);
        }

        @Override
        public String container(Place place) {
            return address(place) + "?" + signatures.get(place);
        }

        @Override
        public Optional<String> identity() {
            return Optional.empty();
        }

        private String address(Place place) {
            return BlobAddress.container(client.getAccountUrl(), containers.name(place));
        }
    }
}
