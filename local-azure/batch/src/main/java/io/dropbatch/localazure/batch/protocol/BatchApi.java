package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.engine.Account;
import io.dropbatch.localazure.batch.engine.JobSchedules;
import io.dropbatch.localazure.batch.engine.Jobs;
import io.dropbatch.localazure.batch.engine.Nodes;
import io.dropbatch.localazure.batch.engine.Pools;
import io.dropbatch.localazure.batch.engine.Tasks;
import io.dropbatch.localazure.batch.engine.fault.Faults;
import java.io.IOException;

/** Every operation of the API, bound to an account. */
public final class BatchApi {

    private final Routes routes = new Routes();
    private final CallFaults faults;
    private final CallWatcher watcher;
    private final FaultOperations faultOperations;

    public BatchApi(Account account, int activeJobQuota, Faults faults, CallWatcher watcher) {
        this.faults = new CallFaults(faults);
        this.watcher = watcher;
        Pools pools = new Pools(account);
        Jobs jobs = new Jobs(account, activeJobQuota);
        Tasks tasks = new Tasks(account, jobs, faults);
        Nodes nodes = new Nodes(account, pools);
        faultOperations = new FaultOperations(faults, pools, nodes);
        new ApplicationOperations(account.supplies().applications()).addTo(routes);
        new AccountOperations().addTo(routes);
        new UsageOperations(account).addTo(routes);
        new CertificateOperations().addTo(routes);
        new PoolOperations(account, pools).addTo(routes);
        new NodeOperations(pools, nodes).addTo(routes);
        new JobOperations(account, jobs, new StaleCounts(faults)).addTo(routes);
        new JobScheduleOperations(account, new JobSchedules(account, jobs)).addTo(routes);
        new TaskOperations(account, jobs, tasks).addTo(routes);
        new FileOperations(account, pools, tasks).addTo(routes);
    }

    /** Answers a call whose signature was verified. */
    Answer answer(Call call) throws IOException {
        if (call.rawPath().equals(FaultOperations.PATH)) {
            return faultOperations.answer(call);
        }
        Routes.Found found = routes.find(call);
        long start = System.nanoTime();
        int status = 500;
        try {
            Answer answer = answer(found);
            status = answer.status();
            return answer;
        } catch (BatchError error) {
            status = error.code().status();
            throw error;
        } finally {
            watcher.answered(found.route().name(), status, System.nanoTime() - start);
        }
    }

    private Answer answer(Routes.Found found) throws IOException {
        faults.before(found.route(), found.call());
        ApiVersion.check(found.call());
        return found.answer();
    }

    Routes routes() {
        return routes;
    }
}
