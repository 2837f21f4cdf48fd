package io.dropbatch.scheduler.adapter.store;

import static io.dropbatch.scheduler.ExampleJobs.NOON;
import static io.dropbatch.scheduler.ExampleJobs.POOL;
import static io.dropbatch.scheduler.ExampleJobs.facts;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.SubmissionPosition;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import io.dropbatch.scheduler.domain.cost.NodePrice;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobRowTest {

    @ParameterizedTest
    @MethodSource("states")
    void keeps_every_state_as_it_is(ScheduledJob job) {
        JobRow row = ModelJson.read(ModelJson.write(JobRow.of(job)), JobRow.class);

        assertThat(row.job()).isEqualTo(job);
    }

    static Stream<ScheduledJob> states() {
        var facts = facts("sum", "d1", -3, NOON);
        Failure failure = Failure.of(FailureCode.QUOTA, "full");
        return Stream.of(
                new Queued(facts, POOL, null, NOON),
                new Queued(facts, POOL, failure, NOON.plusSeconds(15)),
                new Submitting(facts, POOL, new SubmissionPosition(1, 7, 12_345_678_901L), 3, NOON, NOON.plusMillis(1)),
                new Running(facts, POOL, 2, NOON),
                new Closed(facts, null, NOON, null),
                new Closed(
                        facts,
                        failure,
                        NOON,
                        JobMeter.begin("USD", new NodePrice(BigDecimal.ONE, BigDecimal.TEN), new BigDecimal("12.5"))
                                .counted(new JobMeter.Share(1, 2, 3), NOON, NOON.plusSeconds(7))));
    }
}
