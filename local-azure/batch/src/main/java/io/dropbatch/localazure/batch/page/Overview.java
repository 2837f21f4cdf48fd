package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.fault.Fault;
import io.dropbatch.localazure.batch.engine.fault.Faults;
import io.dropbatch.localazure.batch.engine.model.task.Tally;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The account at a glance: its pools, and its jobs, newest first. */
final class Overview {

    private static final int MOST = 100;

    private final Account account;
    private final Faults faults;

    Overview(Account account, Faults faults) {
        this.account = account;
        this.faults = faults;
    }

    Markup write() {
        Markup page = Pieces.section("pools", "Pools", pools()).and(Pieces.section("jobs", "Jobs", jobs()));
        return faults.armed().isEmpty()
                ? page
                : Pieces.section("faults", "Armed faults", faults()).and(page);
    }

    /** Who wonders why something fails is to see first that it was asked for. */
    private Markup faults() {
        List<Markup> rows = faults.armed().stream()
                .map(armed -> Markup.of(
                        "<tr><td>{}<td>{}<td class=\"n\">{}<td class=\"n\">{}</tr>\n",
                        armed.fault().kind().word(),
                        armed.fault().where(),
                        armed.struck(),
                        armed.left() == Fault.UNLIMITED ? "no end" : armed.left()))
                .toList();
        return Markup.of(
                "<table><tr><th>fault<th>where<th class=\"n\">struck<th class=\"n\">left</tr>\n{}</table>\n", rows);
    }

    private Markup pools() {
        if (account.pools().isEmpty()) {
            return Markup.of("<p class=\"none\">No pool yet.</p>\n");
        }
        List<Markup> rows =
                account.pools().values().stream().limit(MOST).map(this::row).toList();
        return Markup.of(
                "<table><tr><th>pool<th>state<th class=\"n\">nodes<th>slots in use<th>size</tr>\n{}</table>\n{}",
                rows,
                more(account.pools().size(), "pools"));
    }

    private Markup row(Pool pool) {
        int nodes = pool.nodes().size();
        long used = pool.nodes().values().stream().mapToLong(Node::usedSlots).sum();
        int target = pool.scaling().targetDedicated() + pool.scaling().targetLowPriority();
        String state =
                pool.deleting() ? "deleting" : pool.scaling().state().name().toLowerCase(Locale.ROOT);
        return Markup.of(
                "<tr><td>{}<td>{}<td class=\"n\">{}<td>{}<td>{}</tr>\n",
                Link.to(Link.pool(pool.id()), pool.id().value()),
                Pieces.badge(state),
                nodes == target ? Integer.toString(nodes) : nodes + " → " + target,
                Pieces.load(used, (long) nodes * pool.slotsPerNode()),
                pool.spec().vmSize());
    }

    private Markup jobs() {
        if (account.jobs().isEmpty()) {
            return Markup.of("<p class=\"none\">No job yet.</p>\n");
        }
        List<Markup> rows = account.jobs().values().stream()
                .sorted(Comparator.comparing(Job::created).reversed())
                .limit(MOST)
                .map(Overview::row)
                .toList();
        return Markup.of(
                "<table><tr><th>job<th>state<th>tasks<th>pool<th>created</tr>\n{}</table>\n{}",
                rows,
                more(account.jobs().size(), "jobs"));
    }

    private static Markup row(Job job) {
        Tally tally = job.tally();
        return Markup.of(
                "<tr><td>{}<td>{}<td>{}<td>{}<td>{}</tr>\n",
                Link.to(Link.job(job.id()), job.id().value()),
                Pieces.badge(job.state().name().toLowerCase(Locale.ROOT)),
                Pieces.tally(tally),
                Link.to(Link.pool(job.spec().pool()), job.spec().pool().value()),
                created(job.created()));
    }

    private static Markup created(Instant time) {
        return Pieces.time(time);
    }

    private static Markup more(int count, String what) {
        return count <= MOST
                ? Markup.NOTHING
                : Markup.of("<p class=\"none\">{} of {} {} are shown.</p>\n", MOST, count, what);
    }
}
