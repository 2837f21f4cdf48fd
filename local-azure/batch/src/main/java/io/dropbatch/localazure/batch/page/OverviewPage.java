package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.fault.InjectedFault;
import io.dropbatch.localazure.batch.engine.model.task.TaskCounts;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The overview of the account: its pools, and its jobs, newest first. */
final class OverviewPage {

    private static final int MOST = 100;

    private final Account account;
    private final FaultInjection faults;

    OverviewPage(Account account, FaultInjection faults) {
        this.account = account;
        this.faults = faults;
    }

    SafeMarkup write() {
        SafeMarkup page =
                PageFragments.section("pools", "Pools", pools()).and(PageFragments.section("jobs", "Jobs", jobs()));
        return faults.armed().isEmpty()
                ? page
                : PageFragments.section("faults", "Armed faults", faults()).and(page);
    }

    /** Shows armed faults first, so that a user sees that a failure was requested. */
    private SafeMarkup faults() {
        List<SafeMarkup> rows = faults.armed().stream()
                .map(armed -> SafeMarkup.of(
                        "<tr><td>{}<td>{}<td class=\"n\">{}<td class=\"n\">{}</tr>\n",
                        armed.fault().kind().word(),
                        armed.fault().where(),
                        armed.struck(),
                        armed.left() == InjectedFault.UNLIMITED ? "no end" : armed.left()))
                .toList();
        return SafeMarkup.of(
                "<table><tr><th>fault<th>where<th class=\"n\">struck<th class=\"n\">left</tr>\n{}</table>\n", rows);
    }

    private SafeMarkup pools() {
        if (account.pools().isEmpty()) {
            return SafeMarkup.of("<p class=\"none\">No pool yet.</p>\n");
        }
        List<SafeMarkup> rows =
                account.pools().values().stream().limit(MOST).map(this::row).toList();
        return SafeMarkup.of(
                "<table><tr><th>pool<th>state<th class=\"n\">nodes<th>slots in use<th>size</tr>\n{}</table>\n{}",
                rows,
                more(account.pools().size(), "pools"));
    }

    private SafeMarkup row(Pool pool) {
        int nodes = pool.nodes().size();
        long used = pool.nodes().values().stream().mapToLong(Node::usedSlots).sum();
        int target = pool.scaling().targetDedicated() + pool.scaling().targetLowPriority();
        String state =
                pool.deleting() ? "deleting" : pool.scaling().state().name().toLowerCase(Locale.ROOT);
        return SafeMarkup.of(
                "<tr><td>{}<td>{}<td class=\"n\">{}<td>{}<td>{}</tr>\n",
                PageLinks.to(PageLinks.pool(pool.id()), pool.id().value()),
                PageFragments.badge(state),
                nodes == target ? Integer.toString(nodes) : nodes + " → " + target,
                PageFragments.load(used, (long) nodes * pool.slotsPerNode()),
                pool.spec().vmSize());
    }

    private SafeMarkup jobs() {
        if (account.jobs().isEmpty()) {
            return SafeMarkup.of("<p class=\"none\">No job yet.</p>\n");
        }
        List<SafeMarkup> rows = account.jobs().values().stream()
                .sorted(Comparator.comparing(Job::created).reversed())
                .limit(MOST)
                .map(OverviewPage::row)
                .toList();
        return SafeMarkup.of(
                "<table><tr><th>job<th>state<th>tasks<th>pool<th>created</tr>\n{}</table>\n{}",
                rows,
                more(account.jobs().size(), "jobs"));
    }

    private static SafeMarkup row(Job job) {
        TaskCounts taskCounts = job.tally();
        return SafeMarkup.of(
                "<tr><td>{}<td>{}<td>{}<td>{}<td>{}</tr>\n",
                PageLinks.to(PageLinks.job(job.id()), job.id().value()),
                PageFragments.badge(job.state().name().toLowerCase(Locale.ROOT)),
                PageFragments.tally(taskCounts),
                PageLinks.to(
                        PageLinks.pool(job.spec().pool()), job.spec().pool().value()),
                created(job.created()));
    }

    private static SafeMarkup created(Instant time) {
        return PageFragments.time(time);
    }

    private static SafeMarkup more(int count, String what) {
        return count <= MOST
                ? SafeMarkup.NOTHING
                : SafeMarkup.of("<p class=\"none\">{} of {} {} are shown.</p>\n", MOST, count, what);
    }
}
