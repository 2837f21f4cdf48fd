package io.dropbatch.localazure.batch;

import io.dropbatch.localazure.batch.engine.Account;
import io.dropbatch.localazure.batch.engine.AccountStore;
import io.dropbatch.localazure.batch.engine.AccountWatcher;
import io.dropbatch.localazure.batch.engine.WatchedStore;
import io.dropbatch.localazure.batch.events.LogSender;
import io.dropbatch.localazure.batch.events.ServiceLog;
import io.dropbatch.localazure.batch.store.Memories;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What watches an account from outside: the service log, if anybody wants it. */
final class Watching implements AutoCloseable {

    private final @Nullable LogSender serviceLog;
    private final List<AccountWatcher> watchers = new ArrayList<>();
    private volatile @Nullable Account watched;

    Watching(BatchOptions options) {
        serviceLog = options.serviceLog()
                .map(sink -> LogSender.start(sink, options.account(), this::awaitChanges))
                .orElse(null);
        if (serviceLog != null) {
            watchers.add(new ServiceLog(options.clock(), serviceLog));
        }
    }

    AccountStore on(AccountStore store, Memories memories) {
        return new WatchedStore(
                store, memories.pools().values(), memories.jobs().values(), watchers);
    }

    void begin(Account account) {
        watched = account;
    }

    /** Delivers what was announced before. */
    @Override
    public void close() {
        if (serviceLog != null) {
            serviceLog.close();
        }
    }

    private void awaitChanges() {
        Account account = watched;
        if (account != null) {
            account.awaitChanges();
        }
    }
}
