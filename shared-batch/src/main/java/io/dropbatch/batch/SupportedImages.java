package io.dropbatch.batch;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.ImageInformation;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.joda.time.DateTime;
import org.jspecify.annotations.Nullable;

/**
 * The images that Batch runs, each with the agent that goes with it and the end of its support, after which pools may no
 * longer grow.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-linux-nodes">Linux images of Batch pools</a>
 */
public final class SupportedImages {

    /** Time enough to move to another image. */
    private static final Duration NOTICE = Duration.ofDays(180);

    private final List<ImageInformation> images;

    private SupportedImages(List<ImageInformation> images) {
        this.images = images;
    }

    /** Asks for them, in one request. */
    public static SupportedImages ask(BatchServiceClient batch) {
        return new SupportedImages(List.copyOf(batch.accounts().listSupportedImages()));
    }

    /**
     * What is wrong with an image, and what to do; empty when nothing is.
     *
     * @param image {@code <publisher>:<offer>:<sku>}
     * @param agent that goes with it
     */
    public Optional<String> objection(String image, String agent, Instant now) {
        Optional<ImageInformation> found = images.stream()
                .filter(supported -> image.equalsIgnoreCase(nameOf(supported.imageReference())))
                .filter(supported -> agent.equalsIgnoreCase(supported.nodeAgentSKUId()))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.of("Batch lists no image " + image + " with the agent '" + agent
                    + "' and refuses pools with it: 'az batch pool supported-images list' shows what it takes");
        }
        return endOf(found.get())
                .filter(end -> end.isBefore(now.plus(NOTICE)))
                .map(end ->
                        "Batch's support of the image " + image + " ends on " + LocalDate.ofInstant(end, ZoneOffset.UTC)
                                + ", then its pools may no longer grow: use a newer one");
    }

    private static String nameOf(ImageReference image) {
        return image.publisher() + ":" + image.offer() + ":" + image.sku();
    }

    private static Optional<Instant> endOf(ImageInformation image) {
        @Nullable DateTime end = image.batchSupportEndOfLife();
        return end == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(end.getMillis()));
    }
}
