package io.dropbatch.results.app.find;

import io.dropbatch.model.view.DropEntry;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.app.port.DropAccountStore.Listed;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.results.domain.status.DropFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds drops among those that are remembered, the newest first. */
public final class FindDrops {

    /** How many accounts are read for one page, so that a filter that matches little costs no more. */
    private static final int MOST_READ = 500;

    /** How many lines of the list are passed over for one page. */
    private static final int MOST_PASSED = 20_000;

    private final DropAccountStore accounts;

    public FindDrops(DropAccountStore accounts) {
        this.accounts = accounts;
    }

    /**
     * Some of the drops that match.
     *
     * @param next where to go on; absent when there are no more. A page with a next one may be short, even empty.
     */
    public record DropPage(List<DropEntry> drops, @Nullable String next) {

        public DropPage {
            drops = List.copyOf(drops);
        }
    }

    /**
     * @param after where the page before left off; absent for the newest
     * @param limit how many drops the page may hold
     */
    public DropPage find(DropFilter filter, @Nullable String after, int limit) {
        List<DropEntry> found = new ArrayList<>();
        int read = 0;
        int passed = 0;
        try (Stream<Listed> newest = accounts.newest(after)) {
            Iterator<Listed> lines = newest.iterator();
            while (lines.hasNext()) {
                Listed line = lines.next();
                passed++;
                if (isPast(line, filter.since())) {
                    return new DropPage(found, null);
                }
                if (mayMatch(line, filter)) {
                    read++;
                    matching(line, filter).ifPresent(found::add);
                }
                if (found.size() == limit || read == MOST_READ || passed == MOST_PASSED) {
                    return new DropPage(found, lines.hasNext() ? line.place() : null);
                }
            }
        }
        return new DropPage(found, null);
    }

    private Optional<DropEntry> matching(Listed line, DropFilter filter) {
        return accounts.find(line.submission())
                .map(DropAccountStore.Held::account)
                .filter(filter::matches)
                .map(FindDrops::entry);
    }

    private static DropEntry entry(DropAccount account) {
        return new DropEntry(account.trigger(), account.acceptedAt(), account.status());
    }

    /** The id of a submission begins with its workload's name; of a folder that is no workload's it does not. */
    private static boolean mayMatch(Listed line, DropFilter filter) {
        String workload = filter.workload();
        return workload == null
                || line.submission().value().startsWith(workload + "-")
                || line.submission().value().startsWith("unknown-");
    }

    private static boolean isPast(Listed line, @Nullable Instant since) {
        return since != null && DropAccountStore.timeOf(line.place()).isBefore(since);
    }
}
