package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.Account;
import io.dropbatch.localazure.batch.engine.Faults;
import io.dropbatch.localazure.batch.engine.JobSchedules;
import io.dropbatch.localazure.batch.engine.Jobs;
import io.dropbatch.localazure.batch.engine.Pools;
import io.dropbatch.localazure.batch.engine.Tasks;
import java.io.IOException;

/** Every operation of the API, bound to an account. */
public final class BatchApi {

    private final Routes routes = new Routes();
    private final Faults faults;
    private final FaultOperations faultOperations;

    public BatchApi(Account account, int activeJobQuota, Faults faults) {
        this.faults = faults;
        Pools pools = new Pools(account);
        Jobs jobs = new Jobs(account, activeJobQuota);
        Tasks tasks = new Tasks(account, jobs, faults);
        faultOperations = new FaultOperations(faults, pools);
        new AccountOperations().addTo(routes);
        new PoolOperations(account, pools).addTo(routes);
        new JobOperations(account, jobs).addTo(routes);
        new JobScheduleOperations(account, new JobSchedules(account, jobs)).addTo(routes);
        new TaskOperations(jobs, tasks).addTo(routes);
        new FileOperations(account, pools, tasks).addTo(routes);
    }

    /** Answers a call whose signature was verified. */
    Answer answer(Call call) throws IOException {
        if (call.rawPath().equals(FaultOperations.PATH)) {
            return faultOperations.answer(call);
        }
        if (faults.strikes(Faults.Kind.THROTTLE)) {
            throw BatchError.of(ErrorCode.TooManyRequests);
        }
        if (faults.strikes(Faults.Kind.UNAVAILABLE)) {
            throw BatchError.of(ErrorCode.ServerBusy);
        }
        ApiVersion.check(call);
        return routes.answer(call);
    }

    Routes routes() {
        return routes;
    }
}
