package io.dropbatch.localazure.servicebus.store;

import java.util.concurrent.CompletableFuture;
import org.apache.activemq.artemis.core.journal.IOCompletion;

/** Completes when the journal says that a write is on disk. */
final class WriteDurability extends CompletableFuture<Void> implements IOCompletion {
    @Override
    public void storeLineUp() {}

    @Override
    public void done() {
        complete(null);
    }

    @Override
    public void onError(int errorCode, String errorMessage) {
        completeExceptionally(new JournalException("The journal did not take a write: " + errorMessage));
    }
}
