package io.dropbatch.localazure.storage.events;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads a blob's properties from storage. */
@FunctionalInterface
public interface BlobLookup {

    /** Empty when the blob does not exist. */
    CompletableFuture<Optional<ExistingBlob>> find(String container, String blob);
}
