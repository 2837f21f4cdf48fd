package io.dropbatch.scheduler.domain;

import static io.dropbatch.scheduler.ExampleJobs.NOON;
import static io.dropbatch.scheduler.ExampleJobs.facts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdmissionOrderTest {

    private final JobFacts oldA = facts("a", "1", 0, NOON);
    private final JobFacts newA = facts("a", "2", 0, NOON.plusSeconds(1));
    private final JobFacts newestB = facts("b", "1", 0, NOON.plusSeconds(2));
    private final JobFacts urgent = facts("c", "1", 10, NOON.plusSeconds(9));

    @Test
    void lets_the_oldest_go_first() {
        assertThat(AdmissionOrder.order(List.of(newA, oldA), List.of())).containsExactly(oldA, newA);
    }

    @Test
    void lets_higher_priority_go_before_older() {
        assertThat(AdmissionOrder.order(List.of(oldA, urgent), List.of())).containsExactly(urgent, oldA);
    }

    @Test
    void takes_turns_between_workloads() {
        assertThat(AdmissionOrder.order(List.of(oldA, newA, newestB), List.of()))
                .containsExactly(oldA, newestB, newA);
    }

    @Test
    void prefers_the_workload_with_fewest_jobs_going() {
        JobFacts running = facts("a", "0", 0, NOON.minusSeconds(60));

        assertThat(AdmissionOrder.order(List.of(oldA, newA, newestB), List.of(running)))
                .containsExactly(newestB, oldA, newA);
    }

    @Test
    void does_not_depend_on_the_order_it_is_given() {
        List<JobFacts> jobs = new ArrayList<>(List.of(oldA, newA, newestB, urgent));

        assertThat(AdmissionOrder.order(jobs.reversed(), List.of())).isEqualTo(AdmissionOrder.order(jobs, List.of()));
    }

    @Test
    void orders_ten_thousand_in_no_time() {
        List<JobFacts> many = IntStream.range(0, 10_000)
                .mapToObj(i -> facts("w" + i % 100, "d" + i, i % 3, NOON.plusSeconds(i)))
                .toList();

        assertThat(AdmissionOrder.order(many, List.of())).hasSize(10_000);
    }
}
