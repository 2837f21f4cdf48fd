package io.dropbatch.localazure.batch.engine.job;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.UsageArchive;
import io.dropbatch.localazure.batch.engine.pool.AutoPools;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;

/** Cleans up after a job that has completed or is deleted: removes its pool, records and folders. */
public final class JobCleanup {

    private final Account account;
    private final NodeAgent agent;
    private final UsageArchive archive;
    private final AutoPools autoPools;
    private final JobListener listener;

    public JobCleanup(
            Account account, NodeAgent agent, UsageArchive archive, AutoPools autoPools, JobListener listener) {
        this.account = account;
        this.agent = agent;
        this.archive = archive;
        this.autoPools = autoPools;
        this.listener = listener;
    }

    void completed(Job job) {
        autoPools.close(job);
        listener.jobEnded(job.id());
    }

    void remove(Job job) {
        autoPools.close(job);
        archive.remove(job);
        account.jobs().remove(job.id());
        listener.jobEnded(job.id());
        for (Pool pool : account.pools().values()) {
            for (Node node : pool.nodes().values()) {
                node.jobs().remove(job.id());
                agent.remove(node.root().resolve(job.id().folder()));
            }
        }
    }
}
