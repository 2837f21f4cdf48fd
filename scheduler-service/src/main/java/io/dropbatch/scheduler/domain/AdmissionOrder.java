package io.dropbatch.scheduler.domain;

import io.dropbatch.planning.task.JobFacts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The order in which waiting jobs may start: higher priority first; among equals the tenant with the fewest jobs on
 * Batch; within a tenant the workload with the fewest; then the job that has waited longest. Of two with equally many,
 * the one whose last turn is longer ago goes first, so that nobody starves in an account with few places.
 */
public final class AdmissionOrder {

    private static final Comparator<JobFacts> OLDEST_FIRST = Comparator.comparing(JobFacts::acceptedAt)
            .thenComparing(facts -> facts.job().value());

    private final Map<String, Integer> onBatch = new HashMap<>();
    private final AdmissionHistory turns;

    private AdmissionOrder(AdmissionHistory turns) {
        this.turns = turns;
    }

    /**
     * The waiting jobs in the order in which they may start.
     *
     * @param history whose turn it was before
     */
    public static List<JobFacts> order(List<JobFacts> waiting, List<JobFacts> active, AdmissionHistory history) {
        AdmissionOrder order = new AdmissionOrder(history.copy());
        active.forEach(order::count);
        Map<Integer, List<JobFacts>> byPriority = new TreeMap<>(Comparator.reverseOrder());
        waiting.stream()
                .sorted(OLDEST_FIRST)
                .forEach(job -> byPriority
                        .computeIfAbsent(job.priority(), priority -> new ArrayList<>())
                        .add(job));
        List<JobFacts> line = new ArrayList<>(waiting.size());
        byPriority.values().forEach(equals -> line.addAll(order.byTenant(equals)));
        return line;
    }

    private void count(JobFacts job) {
        onBatch.merge(AdmissionHistory.tenant(job), 1, Integer::sum);
        onBatch.merge(AdmissionHistory.workload(job), 1, Integer::sum);
    }

    private List<JobFacts> byTenant(List<JobFacts> equals) {
        List<JobFacts> tenantsOwnOrder = new ArrayList<>();
        groups(equals, AdmissionHistory::tenant)
                .forEach(ofTenant -> tenantsOwnOrder.addAll(alternate(ofTenant, AdmissionHistory::workload)));
        return alternate(tenantsOwnOrder, AdmissionHistory::tenant);
    }

    /** Takes jobs from the groups in turn; the order within each group stays. */
    private List<JobFacts> alternate(Collection<JobFacts> jobs, Function<JobFacts, String> group) {
        PriorityQueue<Turn> next = new PriorityQueue<>();
        groups(jobs, group).forEach(queue -> next.add(turn(queue, group)));
        List<JobFacts> line = new ArrayList<>(jobs.size());
        while (!next.isEmpty()) {
            Queue<JobFacts> queue = next.remove().jobs();
            JobFacts job = queue.remove();
            line.add(job);
            onBatch.merge(group.apply(job), 1, Integer::sum);
            turns.took(group.apply(job));
            if (!queue.isEmpty()) {
                next.add(turn(queue, group));
            }
        }
        return line;
    }

    private Turn turn(Queue<JobFacts> jobs, Function<JobFacts, String> group) {
        JobFacts head = jobs.element();
        String name = group.apply(head);
        return new Turn(onBatch.getOrDefault(name, 0), turns.last(name), head, jobs);
    }

    private static Collection<Queue<JobFacts>> groups(Collection<JobFacts> jobs, Function<JobFacts, String> group) {
        Map<String, Queue<JobFacts>> groups = new LinkedHashMap<>();
        jobs.forEach(job -> groups.computeIfAbsent(group.apply(job), name -> new ArrayDeque<>())
                .add(job));
        return groups.values();
    }

    /** A group's place among others of the same priority. */
    private record Turn(int onBatch, long last, JobFacts head, Queue<JobFacts> jobs) implements Comparable<Turn> {

        private static final Comparator<Turn> FEWEST_FIRST = Comparator.comparingInt(Turn::onBatch)
                .thenComparingLong(Turn::last)
                .thenComparing(Turn::head, OLDEST_FIRST);

        @Override
        public int compareTo(Turn other) {
            return FEWEST_FIRST.compare(this, other);
        }
    }
}
