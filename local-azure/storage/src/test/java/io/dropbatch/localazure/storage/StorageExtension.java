package io.dropbatch.localazure.storage;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.dropbatch.localazure.testtools.NeededTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One storage account for the tests of a class, with the containers "inbox" (announced) and "quiet" (not). */
public final class StorageExtension implements BeforeAllCallback, AfterAllCallback {

    static final EventRoute DROPS = new EventRoute(
            "drops",
            "inbox",
            "",
            "",
            List.of("/_status.json"),
            Set.of(BlobApi.PutBlob, BlobApi.PutBlockList, BlobApi.CopyBlob, BlobApi.DeleteBlob),
            "storage-events",
            EventSchema.CloudEventSchemaV1_0);

    final RecordedEvents events = new RecordedEvents();
    private StorageServer server;
    private Path folder;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        NeededTools.require("node", "npm");
        folder = Files.createTempDirectory("storage-test");
        EventRoute grid = new EventRoute(
                "tables-grid",
                "inbox",
                "grid/",
                ".csv",
                List.of(),
                Set.of(BlobApi.PutBlob),
                "grid-events",
                EventSchema.EventGridSchema);
        server = StorageServer.start(StorageOptions.in(folder)
                .withTopology(new StorageTopology(
                        DevelopmentAccount.NAME,
                        List.of("inbox", "quiet"),
                        List.of("submissions"),
                        List.of(DROPS, grid)))
                .withSink(events));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (server != null) {
            server.close();
            TestFolders.delete(folder);
        }
    }

    StorageServer server() {
        return server;
    }

    BlobServiceClient blobs() {
        return client(server.connectionString());
    }

    BlobContainerClient container(String name) {
        return blobs().getBlobContainerClient(name);
    }

    static BlobServiceClient client(String connectionString) {
        return new BlobServiceClientBuilder().connectionString(connectionString).buildClient();
    }
}
