package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells watchers about decisions that are not made durable; {@link WatchedStore} tells them about durable changes. */
public final class AccountWatchers implements AccountWatcher {

    private final List<AccountWatcher> watchers = new CopyOnWriteArrayList<>();

    public void add(AccountWatcher watcher) {
        watchers.add(watcher);
    }

    @Override
    public void waits(Task task) {
        watchers.forEach(watcher -> watcher.waits(task));
    }

    @Override
    public void started(Node node) {
        watchers.forEach(watcher -> watcher.started(node));
    }
}
