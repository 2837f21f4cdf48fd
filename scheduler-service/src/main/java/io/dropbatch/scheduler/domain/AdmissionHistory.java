package io.dropbatch.scheduler.domain;

import io.dropbatch.planning.task.JobFacts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers in which order tenants, and workloads of a tenant, last had their turn; a bounded number of them. It is lost
 * with the process, which costs a tenant one turn at most. Not safe for use by several threads.
 */
public final class AdmissionHistory {

    private static final int REMEMBERED = 10_000;

    private final Map<String, Long> turns;
    private long latest;

    public AdmissionHistory() {
        this(Map.of(), 0);
    }

    private AdmissionHistory(Map<String, Long> turns, long latest) {
        this.turns = new LinkedHashMap<>(turns);
        this.latest = latest;
    }

    /** Notes that a job of the tenant has started. */
    public void started(JobFacts job) {
        took(tenant(job));
        took(workload(job));
    }

    AdmissionHistory copy() {
        return new AdmissionHistory(turns, latest);
    }

    void took(String group) {
        latest++;
        turns.remove(group);
        turns.put(group, latest);
        if (turns.size() > REMEMBERED) {
            turns.remove(turns.keySet().iterator().next());
        }
    }

    /** Larger for a later turn; 0 before the first. */
    long last(String group) {
        return turns.getOrDefault(group, 0L);
    }

    static String tenant(JobFacts job) {
        return job.tenant();
    }

    /** Names of tenants hold no slash. */
    static String workload(JobFacts job) {
        return job.tenant() + "/" + job.workload();
    }
}
