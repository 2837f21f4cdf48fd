package io.dropbatch.localazure.batch.metrics;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.model.pool.NodeState;
import io.dropbatch.localazure.batch.engine.model.task.TaskCounts;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The current numbers of things in the account. */
final class AccountGauges {

    private final Account account;

    AccountGauges(Account account) {
        this.account = account;
    }

    void write(MetricsExposition out) {
        jobs(out);
        tasks(out);
        out.one("batch_pools", "gauge", "Pools.", account.pools().size());
        out.begin("batch_nodes", "gauge", "Nodes, by pool and state.");
        account.pools().values().forEach(pool -> nodes(out, pool));
        out.begin("batch_slots", "gauge", "Task slots of all nodes, by pool.");
        account.pools().values().forEach(pool -> slots(out, pool));
    }

    private void jobs(MetricsExposition out) {
        Map<JobState, Integer> counts = new EnumMap<>(JobState.class);
        account.jobs().values().forEach(job -> counts.merge(job.state(), 1, Integer::sum));
        out.begin("batch_jobs", "gauge", "Jobs, by state.");
        for (JobState state : JobState.values()) {
            out.sample(
                    "batch_jobs",
                    counts.getOrDefault(state, 0),
                    "state",
                    state.name().toLowerCase(Locale.ROOT));
        }
    }

    private void tasks(MetricsExposition out) {
        long active = 0;
        long running = 0;
        long succeeded = 0;
        long failed = 0;
        for (Job job : account.jobs().values()) {
            TaskCounts taskCounts = job.tally();
            active += taskCounts.active();
            running += taskCounts.running();
            succeeded += taskCounts.succeeded();
            failed += taskCounts.failed();
        }
        out.begin("batch_tasks", "gauge", "Tasks, by state; those that are being prepared run.");
        out.sample("batch_tasks", active, "state", "active");
        out.sample("batch_tasks", running, "state", "running");
        out.sample("batch_tasks", succeeded, "state", "succeeded");
        out.sample("batch_tasks", failed, "state", "failed");
    }

    private static void nodes(MetricsExposition out, Pool pool) {
        Map<NodeState, Integer> counts = new EnumMap<>(NodeState.class);
        for (Node node : pool.nodes().values()) {
            counts.merge(node.state(), 1, Integer::sum);
        }
        counts.forEach((state, count) ->
                out.sample("batch_nodes", count, "pool", pool.id().value(), "state", state.word()));
    }

    private static void slots(MetricsExposition out, Pool pool) {
        long used = 0;
        for (Node node : pool.nodes().values()) {
            used += node.usedSlots();
        }
        long all = (long) pool.nodes().size() * pool.slotsPerNode();
        out.sample("batch_slots", used, "pool", pool.id().value(), "kind", "used");
        out.sample("batch_slots", all, "pool", pool.id().value(), "kind", "all");
    }
}
