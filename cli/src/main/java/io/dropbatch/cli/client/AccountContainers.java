package io.dropbatch.cli.client;

import io.dropbatch.model.call.CallObserver;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.StorageAccount;
import java.util.Map;

/** The storage account's containers under the names that they have here. */
public final class AccountContainers {

    private final StorageAccount storage;
    private final ClientSettings settings;

    private AccountContainers(StorageAccount storage, ClientSettings settings) {
        this.storage = storage;
        this.settings = settings;
    }

    public static AccountContainers connect(ClientSettings settings) {
        if (settings.find("AZURE_STORAGE_BLOB_ENDPOINT").isEmpty()) {
            settings.require("AZURE_STORAGE_CONNECTION_STRING");
        }
        StorageAccount storage = StorageAccount.connect(
                settings.find("AZURE_STORAGE_CONNECTION_STRING").orElse(null),
                settings.find("AZURE_STORAGE_BLOB_ENDPOINT").orElse(null),
                settings.find("AZURE_STORAGE_TABLE_ENDPOINT").orElse(null),
                settings.cloud(),
                CallObserver.NONE);
        return new AccountContainers(storage, settings);
    }

    public BlobStore inbox() {
        return container("inbox");
    }

    public BlobStore outputs() {
        return container("outputs");
    }

    public BlobStore workloads() {
        return container("workloads");
    }

    public BlobStore applications() {
        return container("applications");
    }

    public StorageAccount storage() {
        return storage;
    }

    private BlobStore container(String role) {
        String variable = Map.of(
                        "inbox", "DROPBATCH_CONTAINERS_INBOX",
                        "outputs", "DROPBATCH_CONTAINERS_OUTPUTS",
                        "workloads", "DROPBATCH_CONTAINERS_WORKLOADS",
                        "applications", "DROPBATCH_CONTAINERS_APPLICATIONS")
                .getOrDefault(role, "");
        return storage.blobs(settings.find(variable).orElse(role));
    }
}
