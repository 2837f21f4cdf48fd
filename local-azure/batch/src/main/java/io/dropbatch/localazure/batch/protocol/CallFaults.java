package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection.Kind;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection.Strike;
import io.dropbatch.localazure.batch.engine.fault.FaultOccasion;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.route.ApiRoute;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Delays and refuses calls as the armed faults say. */
final class CallFaults {

    private static final Map<String, Kind> QUOTAS = Map.of(
            "POST /jobs", Kind.JOB_QUOTA,
            "POST /jobschedules", Kind.JOB_QUOTA,
            "POST /pools", Kind.POOL_QUOTA);

    private static final Set<String> SIZED = Set.of("POST /pools", "PATCH /pools/{pool}");

    private final FaultInjection faults;

    CallFaults(FaultInjection faults) {
        this.faults = faults;
    }

    void before(ApiRoute route, ApiCall call) {
        Map<String, String> path = call.path();
        FaultOccasion occasion = FaultOccasion.call(route.name(), path.get("pool"), path.get("job"), path.get("task"));
        faults.strike(Kind.LATENCY, occasion).ifPresent(strike -> pause(strike.delay()));
        refuse(Kind.THROTTLE, occasion, ErrorCode.TooManyRequests);
        refuse(Kind.UNAVAILABLE, occasion, ErrorCode.ServerBusy);
        refuse(Kind.INTERNAL_ERROR, occasion, ErrorCode.InternalError);
        refuse(Kind.TOO_LARGE, occasion, ErrorCode.RequestBodyTooLarge);
        if (SIZED.contains(route.name()) && faults.strikes(Kind.VM_SIZE, occasion)) {
            throw BatchError.property("vmSize", "", "The virtual machine size is not offered here.");
        }
        Kind quota = QUOTAS.get(route.name());
        if (quota != null) {
            refuse(
                    quota,
                    occasion,
                    quota == Kind.POOL_QUOTA ? ErrorCode.PoolQuotaReached : ErrorCode.ActiveJobAndScheduleQuotaReached);
        }
    }

    private void refuse(Kind kind, FaultOccasion occasion, ErrorCode code) {
        Strike strike = faults.strike(kind, occasion).orElse(null);
        if (strike != null) {
            throw BatchError.of(code).with(BatchHttp.RETRY_AFTER, Integer.toString(strike.retryAfter()));
        }
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            // The server is closing; no client waits for the answer.
            Thread.currentThread().interrupt();
        }
    }
}
