package io.dropbatch.localazure.batch.metrics;

import io.dropbatch.localazure.batch.protocol.CallWatcher;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls by operation and answer. */
public final class CallCounts implements CallWatcher {

    private final ConcurrentSkipListMap<Answered, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, LongAdder> nanos = new ConcurrentSkipListMap<>();

    @Override
    public void answered(String operation, int status, long duration) {
        counts.computeIfAbsent(new Answered(operation, status), key -> new LongAdder())
                .increment();
        nanos.computeIfAbsent(operation, key -> new LongAdder()).add(duration);
    }

    void write(MetricsExposition out) {
        out.begin("batch_requests_total", "counter", "Calls answered, by operation and status.");
        counts.forEach((answered, count) -> out.sample(
                "batch_requests_total",
                count.sum(),
                "operation",
                answered.operation(),
                "status",
                Integer.toString(answered.status())));
        out.begin("batch_request_seconds_total", "counter", "Time spent on calls, by operation.");
        nanos.forEach(
                (operation, sum) -> out.sample("batch_request_seconds_total", sum.sum() / 1e9, "operation", operation));
    }

    private record Answered(String operation, int status) implements Comparable<Answered> {

        @Override
        public int compareTo(Answered other) {
            int order = operation.compareTo(other.operation);
            return order != 0 ? order : Integer.compare(status, other.status);
        }
    }
}
