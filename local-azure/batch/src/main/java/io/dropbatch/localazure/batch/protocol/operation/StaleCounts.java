package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection.Strike;
import io.dropbatch.localazure.batch.engine.fault.FaultOccasion;
import io.dropbatch.localazure.batch.engine.state.Job;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/** Answers with counts of an earlier moment when a fault says so, as Azure does for some seconds. */
public final class StaleCounts {

    private final FaultInjection faults;
    private final Map<Job, Counted> kept = new WeakHashMap<>();

    public StaleCounts(FaultInjection faults) {
        this.faults = faults;
    }

    /** The current counts, or those of up to the fault's delay ago; without a delay they never change. */
    synchronized ObjectNode of(Job job, ObjectNode now) {
        Optional<Strike> strike = faults.strike(
                FaultInjection.Kind.STALE_COUNTS,
                new FaultOccasion(null, job.spec().pool().value(), job.id().value(), null));
        if (strike.isEmpty()) {
            kept.remove(job);
            return now;
        }
        Counted old = kept.get(job);
        Duration most = strike.get().delay();
        boolean fresh = old != null && (most.isZero() || System.nanoTime() - old.time() < most.toNanos());
        if (!fresh) {
            kept.put(job, new Counted(System.nanoTime(), now));
        }
        return fresh && old != null ? old.counts() : now;
    }

    private record Counted(long time, ObjectNode counts) {}
}
