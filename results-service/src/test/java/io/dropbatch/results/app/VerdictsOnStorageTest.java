package io.dropbatch.results.app;

import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.store.StorageAccount;
import io.dropbatch.testing.SettableClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract on a storage account, with the unmodified SDKs. */
class VerdictsOnStorageTest extends VerdictsContract {

    @TempDir
    static Path folder;

    static StorageServer server;
    static StorageAccount account;

    @BeforeAll
    static void start() {
        server = StorageServer.start(StorageOptions.in(folder));
        account = StorageAccount.connect(server.connectionString(), null, null);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    ResultsFixture open(SettableClock clock) {
        return ResultsFixture.in(account, clock);
    }
}
