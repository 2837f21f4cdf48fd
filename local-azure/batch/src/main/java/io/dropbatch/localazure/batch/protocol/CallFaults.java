package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.fault.Faults;
import io.dropbatch.localazure.batch.engine.fault.Faults.Kind;
import io.dropbatch.localazure.batch.engine.fault.Faults.Strike;
import io.dropbatch.localazure.batch.engine.fault.Occasion;
import io.dropbatch.localazure.batch.protocol.call.Call;
import io.dropbatch.localazure.batch.protocol.route.Route;
import java.time.Duration;
import java.util.Map;

/** Makes calls slow and has them refused, when told to. */
final class CallFaults {

    private static final Map<String, Kind> QUOTAS = Map.of(
            "POST /jobs", Kind.JOB_QUOTA,
            "POST /jobschedules", Kind.JOB_QUOTA,
            "POST /pools", Kind.POOL_QUOTA);

    private final Faults faults;

    CallFaults(Faults faults) {
        this.faults = faults;
    }

    void before(Route route, Call call) {
        Map<String, String> path = call.path();
        Occasion occasion = Occasion.call(route.name(), path.get("pool"), path.get("job"), path.get("task"));
        faults.strike(Kind.LATENCY, occasion).ifPresent(strike -> pause(strike.delay()));
        refuse(Kind.THROTTLE, occasion, ErrorCode.TooManyRequests);
        refuse(Kind.UNAVAILABLE, occasion, ErrorCode.ServerBusy);
        refuse(Kind.INTERNAL_ERROR, occasion, ErrorCode.InternalError);
        refuse(Kind.TOO_LARGE, occasion, ErrorCode.RequestBodyTooLarge);
        Kind quota = QUOTAS.get(route.name());
        if (quota != null) {
            refuse(
                    quota,
                    occasion,
                    quota == Kind.POOL_QUOTA ? ErrorCode.PoolQuotaReached : ErrorCode.ActiveJobAndScheduleQuotaReached);
        }
    }

    private void refuse(Kind kind, Occasion occasion, ErrorCode code) {
        Strike strike = faults.strike(kind, occasion).orElse(null);
        if (strike != null) {
            throw BatchError.of(code).with(BatchHttp.RETRY_AFTER, Integer.toString(strike.retryAfter()));
        }
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            // The server is closing; nobody waits for the answer any more.
            Thread.currentThread().interrupt();
        }
    }
}
