package io.dropbatch.localazure.batch.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.account.FormerPool;
import io.dropbatch.localazure.batch.engine.account.LifetimeUsage;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.CoreTimes;
import io.dropbatch.localazure.batch.engine.model.pool.HalfHour;
import io.dropbatch.localazure.batch.engine.model.task.TaskUsage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The usage of deleted things, as JSON records. */
final class UsageRecord {

    private UsageRecord() {}

    static ObjectNode write(LifetimeUsage lifetime) {
        ObjectNode record = JsonTrees.object();
        JsonTrees.put(record, "since", lifetime.since());
        record.put("coreTime", lifetime.coreTime().toString());
        record.put("wallClock", lifetime.effort().wallClock().toString());
        record.put("waited", lifetime.effort().waited().toString());
        record.put("retries", lifetime.effort().retries());
        record.put("succeeded", lifetime.effort().succeeded());
        return record.put("failed", lifetime.effort().failed());
    }

    static LifetimeUsage lifetime(JsonNode record) {
        TaskUsage taskUsage = new TaskUsage(
                duration(record, "wallClock"),
                duration(record, "waited"),
                record.path("retries").asLong(),
                record.path("succeeded").asLong(),
                record.path("failed").asLong(),
                0,
                Duration.ZERO);
        return new LifetimeUsage(PoolRecord.instant(record, "since"), duration(record, "coreTime"), taskUsage);
    }

    static ObjectNode write(FormerPool pool) {
        ObjectNode record = JsonTrees.object();
        record.put("id", pool.id().value());
        record.put("vmSize", pool.vmSize());
        JsonTrees.put(record, "created", pool.created());
        JsonTrees.put(record, "removed", pool.removed());
        record.set("coreTimes", write(pool.coreTimes()));
        return record;
    }

    static FormerPool formerPool(long key, JsonNode record) {
        return new FormerPool(
                key,
                new PoolId(record.path("id").asText()),
                record.path("vmSize").asText().intern(),
                PoolRecord.instant(record, "created"),
                PoolRecord.instant(record, "removed"),
                coreTimes(record.path("coreTimes")));
    }

    /** By the number of the half hour. */
    static ObjectNode write(CoreTimes coreTimes) {
        ObjectNode record = JsonTrees.object();
        coreTimes.all().forEach((interval, time) -> record.put(Long.toString(interval.number()), time.toString()));
        return record;
    }

    static CoreTimes coreTimes(JsonNode record) {
        Map<HalfHour, Duration> times = new HashMap<>();
        record.properties()
                .forEach(entry -> times.put(
                        new HalfHour(Long.parseLong(entry.getKey())),
                        Duration.parse(entry.getValue().asText())));
        return new CoreTimes(times);
    }

    private static Duration duration(JsonNode record, String name) {
        return Duration.parse(record.path(name).asText());
    }
}
