package io.dropbatch.fieldcases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.RunningSystem;
import java.util.Map;
import java.util.Optional;

/** Uploads single blobs as other tools than ours do, and reads the statuses beside them. */
record InboxUpload(RunningSystem system, String folder) {

    private static final String INBOX = "inbox";

    InboxUpload file(String name, String content) {
        upload(name, new BlobParallelUploadOptions(BinaryData.fromString(content)));
        return this;
    }

    /** What storage tools write so that an empty folder shows. */
    InboxUpload folderStub(String name) {
        upload(
                name,
                new BlobParallelUploadOptions(BinaryData.fromString("")).setMetadata(Map.of("hdi_isfolder", "true")));
        return this;
    }

    InboxUpload archived(String name, String content) {
        upload(name, new BlobParallelUploadOptions(BinaryData.fromString(content)).setTier(AccessTier.ARCHIVE));
        return this;
    }

    CompletedDrop trigger(String name, String content) {
        return trigger(name, content.getBytes(UTF_8), null);
    }

    CompletedDrop trigger(String name, byte[] content, String encoding) {
        BlockBlobItem written = upload(
                name,
                new BlobParallelUploadOptions(BinaryData.fromBytes(content))
                        .setHeaders(new BlobHttpHeaders().setContentEncoding(encoding)));
        return new CompletedDrop(
                system,
                new DropTrigger(
                        INBOX,
                        folder + name,
                        written.getETag(),
                        written.getLastModified().toInstant()));
    }

    /** Waits for a status right in the folder. */
    DropStatus status(String inFolder, DropStatus.State state) {
        BlobClient blob = system.container(INBOX).getBlobClient(inFolder + "_status.json");
        return await(state + " in " + inFolder)
                .atMost(RunningSystem.LIMIT)
                .until(() -> read(blob).filter(status -> status.state() == state), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<DropStatus> read(BlobClient blob) {
        return blob.exists()
                ? Optional.of(ModelJson.read(blob.downloadContent().toBytes(), DropStatus.class))
                : Optional.empty();
    }

    private BlockBlobItem upload(String name, BlobParallelUploadOptions options) {
        return system.container(INBOX)
                .getBlobClient(folder + name)
                .uploadWithResponse(options, null, null)
                .getValue();
    }
}
