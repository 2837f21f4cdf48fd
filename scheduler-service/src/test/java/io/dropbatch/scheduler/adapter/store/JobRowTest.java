package io.dropbatch.scheduler.adapter.store;

import static io.dropbatch.scheduler.ExampleJobs.NOON;
import static io.dropbatch.scheduler.ExampleJobs.POOL;
import static io.dropbatch.scheduler.ExampleJobs.facts;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.scheduler.ExampleJobs;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.SubmissionPosition;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import io.dropbatch.scheduler.domain.cost.NodePrice;
import io.dropbatch.scheduler.domain.pool.NodeDisk;
import io.dropbatch.scheduler.domain.pool.NodeNetwork;
import io.dropbatch.scheduler.domain.pool.PoolSetup;
import io.dropbatch.scheduler.domain.pool.PoolSize;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.pool.PublicAddress;
import io.dropbatch.scheduler.domain.pool.ScalingMode;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobRowTest {

    private static final PoolSpec WITH_EVERYTHING = new PoolSpec(
            "Standard_D2s_v5",
            ExampleJobs.IMAGE,
            0,
            4,
            2,
            "true",
            new PoolSetup(
                    NodeKind.SPOT_THEN_DEDICATED,
                    ScalingMode.FORMULA,
                    List.of(new PoolSize("Standard_E4s_v5", ExampleJobs.IMAGE, 4)),
                    "/subscriptions/s/identity",
                    new NodeNetwork("/subscriptions/s/subnet", PublicAddress.OWN, List.of("/subscriptions/s/ip"), true),
                    new NodeDisk(64, "premium_lrs")),
            null);

    /** Rows may be older than the service that reads them: this text is never edited. */
    @Test
    void reads_a_pool_of_an_earlier_version_under_its_id() {
        String row = """
                {"vmSize":"Standard_D2s_v5","image":{"publisher":"canonical","offer":"jammy","sku":"22_04-lts",
                 "version":"latest","nodeAgent":"batch.node.ubuntu 22.04"},"minNodes":0,"maxNodes":4,"slotsPerNode":2}
                """;

        PoolSpec pool = ModelJson.read(row, PoolSpec.class);

        assertThat(pool).isEqualTo(POOL);
        assertThat(pool.id()).isEqualTo("dropbatch-12387f64e5b8b2ba");
    }

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
                new Running(facts, PoolSpec.given("gpus"), 2, NOON),
                new Running(facts, WITH_EVERYTHING, 2, NOON),
                new Closed(facts, null, NOON, null),
                new Closed(
                        facts,
                        failure,
                        NOON,
                        JobMeter.begin("USD", new NodePrice(BigDecimal.ONE, BigDecimal.TEN), new BigDecimal("12.5"))
                                .counted(new JobMeter.Share(1, 2, 3), NOON, NOON.plusSeconds(7))));
    }
}
