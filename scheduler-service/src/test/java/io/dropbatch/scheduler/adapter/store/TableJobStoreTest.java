package io.dropbatch.scheduler.adapter.store;

import static io.dropbatch.scheduler.ExampleJobs.NOON;
import static io.dropbatch.scheduler.ExampleJobs.POOL;
import static io.dropbatch.scheduler.ExampleJobs.facts;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.store.InMemoryRowStore;
import org.junit.jupiter.api.Test;

class TableJobStoreTest {

    private final JobFacts facts = facts("sum", "d1", 0, NOON);
    private final Queued queued = new Queued(facts, POOL, null, NOON);
    private final JobStore jobs = new TableJobStore(new InMemoryRowStore<>());

    @Test
    void adds_a_job_once() {
        assertThat(jobs.add(queued)).isTrue();
        assertThat(jobs.add(queued)).isFalse();
        assertThat(jobs.open()).hasSize(1);
    }

    @Test
    void does_not_add_a_job_that_is_closed() {
        jobs.add(queued);
        jobs.close(queued.closed(null, NOON, null));

        assertThat(jobs.add(queued)).isFalse();
        assertThat(jobs.open()).isEmpty();
        assertThat(jobs.find(facts.job()).orElseThrow().job()).isInstanceOf(Closed.class);
    }

    @Test
    void lets_only_one_of_two_change_a_job_that_both_have_read() {
        jobs.add(queued);
        StoredJob<Open> read = jobs.open().getFirst();

        assertThat(jobs.replace(read, queued.admitted(NOON))).isPresent();
        assertThat(jobs.replace(read, queued.admitted(NOON.plusSeconds(1)))).isEmpty();
    }

    @Test
    void keeps_the_first_closing() {
        jobs.add(queued);
        Closed first = queued.closed(Failure.of(FailureCode.QUOTA, "full"), NOON, null);

        assertThat(jobs.close(first)).isEqualTo(first);
        assertThat(jobs.close(queued.closed(null, NOON.plusSeconds(1), null))).isEqualTo(first);
    }

    @Test
    void forgets_jobs_that_were_closed_before_the_time() {
        jobs.close(queued.closed(null, NOON, null));

        jobs.forgetClosed(NOON);
        assertThat(jobs.find(facts.job())).isPresent();

        jobs.forgetClosed(NOON.plusMillis(1));
        assertThat(jobs.find(facts.job())).isEmpty();
    }

    @Test
    void forgets_a_bounded_number_at_a_time_and_all_of_them_in_time() {
        InMemoryRowStore<JobRow> rows = new InMemoryRowStore<>();
        JobStore many = new TableJobStore(rows);
        for (int drop = 0; drop < 1200; drop++) {
            many.close(new Queued(facts("sum", "d" + drop, 0, NOON), POOL, null, NOON)
                    .closed(null, drop < 1100 ? NOON : NOON.plusSeconds(60), null));
        }

        many.forgetClosed(NOON.plusSeconds(1));
        assertThat(rows.partition("closed").count()).isBetween(700L, 799L);

        many.forgetClosed(NOON.plusSeconds(1));
        many.forgetClosed(NOON.plusSeconds(1));
        assertThat(rows.partition("closed")).hasSize(100);
    }
}
