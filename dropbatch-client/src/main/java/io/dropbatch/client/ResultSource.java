package io.dropbatch.client;

import com.azure.storage.blob.BlobServiceClient;
import java.io.IOException;
import java.io.InputStream;

/** Where the blobs of results are read. */
public interface ResultSource {

    InputStream open(String container, String path) throws IOException;

    static ResultSource of(BlobServiceClient account) {
        return (container, path) ->
                account.getBlobContainerClient(container).getBlobClient(path).openInputStream();
    }
}
