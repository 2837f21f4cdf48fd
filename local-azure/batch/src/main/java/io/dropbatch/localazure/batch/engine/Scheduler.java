package io.dropbatch.localazure.batch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives ready tasks to free slots: jobs by priority, tasks of a job in the order they were added. */
final class Scheduler {

    private final Account account;

    Scheduler(Account account) {
        this.account = account;
    }

    void run() {
        for (Job job : waiting()) {
            Pool pool = account.pools().get(job.spec().pool());
            if (pool != null) {
                fill(job, pool);
            }
        }
    }

    private List<Job> waiting() {
        List<Job> waiting = new ArrayList<>();
        for (Job job : account.jobs().values()) {
            if (job.state() == JobState.ACTIVE && !job.ready().isEmpty()) {
                waiting.add(job);
            }
        }
        waiting.sort(Job.ORDER);
        return waiting;
    }

    private void fill(Job job, Pool pool) {
        while (job.state() == JobState.ACTIVE && !job.ready().isEmpty() && job.mayRunAnother()) {
            Task task = job.ready().firstEntry().getValue();
            Optional<Node> node = pool.nodeFor(job, task.requiredSlots());
            if (node.isEmpty()) {
                return;
            }
            account.runs().assign(task, node.get());
        }
    }
}
