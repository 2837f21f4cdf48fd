package io.dropbatch.scheduler.domain;

import static io.dropbatch.scheduler.ExampleJobs.NOON;
import static io.dropbatch.scheduler.ExampleJobs.facts;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.planning.task.JobFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionOrderTest {

    private final JobFacts oldA = facts("a", "1", 0, NOON);
    private final JobFacts newA = facts("a", "2", 0, NOON.plusSeconds(1));
    private final JobFacts newestB = facts("b", "1", 0, NOON.plusSeconds(2));
    private final JobFacts urgent = facts("c", "1", 10, NOON.plusSeconds(9));

    @Test
    void lets_the_oldest_go_first() {
        assertThat(order(List.of(newA, oldA), List.of())).containsExactly(oldA, newA);
    }

    @Test
    void lets_higher_priority_go_before_older() {
        assertThat(order(List.of(oldA, urgent), List.of())).containsExactly(urgent, oldA);
    }

    @Test
    void takes_turns_between_workloads() {
        assertThat(order(List.of(oldA, newA, newestB), List.of())).containsExactly(oldA, newestB, newA);
    }

    @Test
    void prefers_the_workload_with_fewest_jobs_going() {
        JobFacts running = facts("a", "0", 0, NOON.minusSeconds(60));

        assertThat(order(List.of(oldA, newA, newestB), List.of(running))).containsExactly(newestB, oldA, newA);
    }

    @Test
    void does_not_depend_on_the_order_it_is_given() {
        List<JobFacts> jobs = new ArrayList<>(List.of(oldA, newA, newestB, urgent));

        assertThat(order(jobs.reversed(), List.of())).isEqualTo(order(jobs, List.of()));
    }

    @Test
    void orders_ten_thousand_in_no_time() {
        List<JobFacts> many = IntStream.range(0, 10_000)
                .mapToObj(i -> facts("w" + i % 100, "d" + i, i % 3, NOON.plusSeconds(i)))
                .toList();

        assertThat(order(many, List.of())).hasSize(10_000);
    }

    @Test
    void takes_turns_between_tenants_before_their_workloads() {
        JobFacts aliceSum = owned("alice", "sum", "1", NOON);
        JobFacts aliceSort = owned("alice", "sort", "1", NOON.plusSeconds(1));
        JobFacts bobSum = owned("bob", "sum", "1", NOON.plusSeconds(2));

        assertThat(order(List.of(aliceSum, aliceSort, bobSum), List.of())).containsExactly(aliceSum, bobSum, aliceSort);
    }

    @Test
    void does_not_count_a_workloads_jobs_of_another_tenant() {
        JobFacts bobRuns = owned("bob", "sum", "0", NOON.minusSeconds(60));
        JobFacts aliceSum = owned("alice", "sum", "1", NOON);
        JobFacts aliceSort = owned("alice", "sort", "1", NOON.plusSeconds(1));

        assertThat(order(List.of(aliceSum, aliceSort), List.of(bobRuns))).containsExactly(aliceSum, aliceSort);
    }

    @Test
    void lets_nobody_starve_whose_turn_was_longest_ago() {
        AdmissionHistory history = new AdmissionHistory();
        JobFacts old = owned("alice", "sum", "1", NOON);
        JobFacts young = owned("bob", "sum", "1", NOON.plusSeconds(3600));
        history.started(owned("alice", "sum", "0", NOON));

        assertThat(AdmissionOrder.order(List.of(old, young), List.of(), history))
                .containsExactly(young, old);
    }

    /** However much the others drop: while a tenant has nothing on Batch, each of them has at most one turn before it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void serves_every_tenant_in_turn_whatever_the_others_drop(int places) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            AdmissionHistory history = new AdmissionHistory();
            List<JobFacts> waiting = new ArrayList<>();
            List<JobFacts> active = new ArrayList<>();
            Map<String, Integer> passedOver = new HashMap<>();
            int tenants = 2 + random.nextInt(4);
            for (int step = 0; step < 300; step++) {
                Instant now = NOON.plusSeconds(step);
                int greedy = random.nextInt(4);
                for (int i = 0; i < greedy; i++) {
                    waiting.add(owned("t0", "w" + random.nextInt(3), step + "-" + i, now));
                }
                waiting.add(owned("t" + random.nextInt(tenants), "w", step + "-x", now));
                if (active.size() == places) {
                    active.remove(random.nextInt(places));
                }
                JobFacts next = AdmissionOrder.order(waiting, active, history).getFirst();
                waiting.remove(next);
                active.add(next);
                history.started(next);
                Set<String> served = active.stream().map(JobFacts::tenant).collect(Collectors.toSet());
                passedOver.keySet().removeAll(served);
                waiting.stream()
                        .map(JobFacts::tenant)
                        .distinct()
                        .filter(tenant -> !served.contains(tenant))
                        .forEach(tenant -> passedOver.merge(tenant, 1, Integer::sum));
                assertThat(passedOver.values()).allMatch(times -> times < tenants);
            }
        }
    }

    private static List<JobFacts> order(List<JobFacts> waiting, List<JobFacts> active) {
        return AdmissionOrder.order(waiting, active, new AdmissionHistory());
    }

    private static JobFacts owned(String tenant, String workload, String drop, Instant acceptedAt) {
        JobFacts job = facts(workload, tenant + "." + drop, 0, acceptedAt);
        return new JobFacts(job.job(), workload, tenant, job.drop(), 0, acceptedAt, job.levels());
    }
}
