package io.dropbatch.store;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.TableServiceClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobStorageException;
import io.dropbatch.model.call.CallClient;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.store.call.StorageCallPolicy;
import io.dropbatch.store.cloud.CloudAddresses;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A storage account, by connection string (local, shared key) or by its endpoints and the process's Azure identity. */
public final class StorageAccount {

    private final BlobServiceClient blobs;
    private final Supplier<TableServiceClient> tables;

    private StorageAccount(BlobServiceClient blobs, Supplier<TableServiceClient> tables) {
        this.blobs = blobs;
        this.tables = new LazyValue<>(tables);
    }

    /**
     * Connects to an account; nothing is sent yet.
     *
     * @param connectionString if given, the endpoints are not needed
     * @throws IllegalArgumentException when neither a usable connection string nor both endpoints are given; the
     *     message does not repeat them
     */
    public static StorageAccount connect(
            @Nullable String connectionString, @Nullable String blobEndpoint, @Nullable String tableEndpoint) {
        return connect(
                connectionString, blobEndpoint, tableEndpoint, CloudAddresses.ofPublicCloud(), CallObserver.NONE);
    }

    /**
     * The same in any cloud, for who measures the requests.
     *
     * @throws IllegalArgumentException as above
     */
    public static StorageAccount connect(
            @Nullable String connectionString,
            @Nullable String blobEndpoint,
            @Nullable String tableEndpoint,
            CloudAddresses cloud,
            CallObserver observer) {
        StorageCallPolicy blobCalls = new StorageCallPolicy(CallClient.BLOB, observer);
        StorageCallPolicy tableCalls = new StorageCallPolicy(CallClient.TABLE, observer);
        HttpClient http = StorageHttp.client(connectionString == null ? "" : connectionString);
        if (connectionString != null && !connectionString.isBlank()) {
            return new StorageAccount(
                    new BlobServiceClientBuilder()
                            .httpClient(http)
                            .addPolicy(blobCalls)
                            .connectionString(connectionString)
                            .buildClient(),
                    () -> new TableServiceClientBuilder()
                            .httpClient(http)
                            .addPolicy(tableCalls)
                            .connectionString(connectionString)
                            .buildClient());
        }
        if (blobEndpoint == null || tableEndpoint == null || blobEndpoint.isBlank() || tableEndpoint.isBlank()) {
            throw new IllegalArgumentException("a connection string, or a blob and a table endpoint, is needed");
        }
        TokenCredential identity = cloud.identity();
        return new StorageAccount(
                new BlobServiceClientBuilder()
                        .httpClient(http)
                        .addPolicy(blobCalls)
                        .endpoint(blobEndpoint)
                        .credential(identity)
                        .buildClient(),
                () -> new TableServiceClientBuilder()
                        .httpClient(http)
                        .addPolicy(tableCalls)
                        .endpoint(tableEndpoint)
                        .credential(identity)
                        .buildClient());
    }

    /** The blobs of a container, which has to exist. */
    public BlobStore blobs(String container) {
        return new AzureBlobStore(blobs.getBlobContainerClient(container));
    }

    /**
     * Whether the account has no such container. Who may not see that is told no: each use of the container says what right is
     * missing.
     */
    public boolean lacks(String container) {
        try {
            return !blobs.getBlobContainerClient(container).exists();
        } catch (BlobStorageException refused) {
            return false;
        }
    }

    /** The account's name. */
    public String name() {
        return blobs.getAccountName();
    }

    /** The rows of a table, which is made when there is none. */
    public <T> RowStore<T> rows(String table, Class<T> type) {
        TableServiceClient service = tables.get();
        service.createTableIfNotExists(table);
        return new AzureRowStore<>(service.getTableClient(table), type);
    }

    /** The client itself, for what the ports do not offer, such as signatures. */
    public BlobServiceClient blobClient() {
        return blobs;
    }
}
