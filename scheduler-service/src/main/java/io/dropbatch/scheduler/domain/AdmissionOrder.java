package io.dropbatch.scheduler.domain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;

/**
 * The order in which waiting jobs may start: higher priority first; among equals the workload with the fewest jobs on
 * Batch; then the job that has waited longest.
 */
public final class AdmissionOrder {

    private static final Comparator<JobFacts> OLDEST_FIRST = Comparator.comparing(JobFacts::acceptedAt)
            .thenComparing(facts -> facts.job().value());

    private final Map<String, Integer> going = new HashMap<>();
    private final List<JobFacts> line = new ArrayList<>();

    private AdmissionOrder() {}

    /** The waiting jobs in the order in which they may start. */
    public static List<JobFacts> order(List<JobFacts> waiting, List<JobFacts> active) {
        AdmissionOrder order = new AdmissionOrder();
        active.forEach(job -> order.going.merge(job.workload(), 1, Integer::sum));
        Map<Integer, List<JobFacts>> byPriority = new TreeMap<>(Comparator.reverseOrder());
        waiting.forEach(job -> byPriority
                .computeIfAbsent(job.priority(), priority -> new ArrayList<>())
                .add(job));
        byPriority.values().forEach(order::takeTurns);
        return order.line;
    }

    private void takeTurns(List<JobFacts> equals) {
        Map<String, Queue<JobFacts>> byWorkload = new HashMap<>();
        equals.stream()
                .sorted(OLDEST_FIRST)
                .forEach(job -> byWorkload
                        .computeIfAbsent(job.workload(), workload -> new ArrayDeque<>())
                        .add(job));
        PriorityQueue<Turn> turns = new PriorityQueue<>();
        byWorkload.values().forEach(jobs -> turns.add(turnOf(jobs)));
        while (!turns.isEmpty()) {
            Turn turn = turns.remove();
            JobFacts next = turn.jobs().remove();
            line.add(next);
            going.merge(next.workload(), 1, Integer::sum);
            if (!turn.jobs().isEmpty()) {
                turns.add(turnOf(turn.jobs()));
            }
        }
    }

    private Turn turnOf(Queue<JobFacts> jobs) {
        JobFacts head = jobs.element();
        return new Turn(going.getOrDefault(head.workload(), 0), head, jobs);
    }

    /** A workload's place among others of the same priority. */
    private record Turn(int going, JobFacts head, Queue<JobFacts> jobs) implements Comparable<Turn> {

        private static final Comparator<Turn> FEWEST_GOING =
                Comparator.comparingInt(Turn::going).thenComparing(Turn::head, OLDEST_FIRST);

        @Override
        public int compareTo(Turn other) {
            return FEWEST_GOING.compare(this, other);
        }
    }
}
