package io.dropbatch.results.app;

import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.store.StorageAccount;
import io.dropbatch.testing.SettableClock;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the contract on a storage account, with the unmodified SDKs: Local Azure's, or the one whose connection string is in
 * {@code DROPBATCH_CONTRACT_STORAGE}.
 */
class VerdictsOnStorageTest extends VerdictsContract {

    @TempDir
    static Path folder;

    static @Nullable StorageServer server;
    static StorageAccount account;

    @BeforeAll
    static void start() {
        String real = System.getenv("DROPBATCH_CONTRACT_STORAGE");
        server = real == null ? StorageServer.start(StorageOptions.in(folder)) : null;
        account = StorageAccount.connect(server == null ? real : server.connectionString(), null, null);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    ResultsFixture open(SettableClock clock) {
        return ResultsFixture.in(account, clock);
    }
}
