package io.dropbatch.localazure.batch.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.account.FormerPool;
import io.dropbatch.localazure.batch.engine.account.LifetimeUsage;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.CoreTimes;
import io.dropbatch.localazure.batch.engine.model.task.TaskUsage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What was used comes back from the log as it went there. */
class UsageRecordTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:10:00Z");

    @Test
    void the_record_of_a_pool_of_before_has_no_core_times_and_can_be_read() {
        JsonNode record = JsonTrees.object().path("coreTimes");

        assertThat(UsageRecord.coreTimes(record).all()).isEmpty();
    }

    @Test
    void a_former_pool_comes_back() {
        CoreTimes times = new CoreTimes();
        times.add(NOW.minusSeconds(3600), NOW, 4);
        FormerPool pool = new FormerPool(7, new PoolId("p"), "standard_a1", NOW.minusSeconds(9000), NOW, times);

        FormerPool read = UsageRecord.formerPool(7, stored(JsonTrees.bytes(UsageRecord.write(pool))));

        assertThat(read.coreTimes().all()).hasSize(3).isEqualTo(times.all());
        assertThat(read).usingRecursiveComparison().ignoringFields("coreTimes").isEqualTo(pool);
    }

    @Test
    void a_lifetime_comes_back() {
        TaskUsage taskUsage = new TaskUsage(Duration.ofDays(400), Duration.ofMillis(1), 1, 2, 3, 0, Duration.ZERO);
        LifetimeUsage lifetime = new LifetimeUsage(NOW, Duration.ofHours(5), taskUsage);

        assertThat(UsageRecord.lifetime(stored(JsonTrees.bytes(UsageRecord.write(lifetime)))))
                .isEqualTo(lifetime);
    }

    private static JsonNode stored(byte[] bytes) {
        return JsonTrees.stored(bytes);
    }
}
