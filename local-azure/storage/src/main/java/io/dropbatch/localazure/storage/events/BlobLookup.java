package io.dropbatch.localazure.storage.events;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks storage about a blob. */
@FunctionalInterface
public interface BlobLookup {

    /** Empty when the blob is gone. */
    CompletableFuture<Optional<ExistingBlob>> find(String container, String blob);
}
