package io.dropbatch.submission.app;

import io.dropbatch.submission.domain.SeenBlob;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Notes which prefixes an inbox was asked to list. */
final class NotedListings implements Inbox {

    final List<String> prefixes = new ArrayList<>();
    private final Inbox inbox;

    NotedListings(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public String container() {
        return inbox.container();
    }

    @Override
    public Optional<SeenBlob> find(String path) {
        return inbox.find(path);
    }

    @Override
    public Optional<InputStream> open(String path) {
        return inbox.open(path);
    }

    @Override
    public Stream<SeenBlob> list(String prefix) {
        prefixes.add(prefix);
        return inbox.list(prefix);
    }

    @Override
    public List<String> folders(String prefix) {
        return inbox.folders(prefix);
    }
}
