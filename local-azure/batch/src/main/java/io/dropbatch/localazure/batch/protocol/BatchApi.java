package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.engine.Account;
import io.dropbatch.localazure.batch.engine.Jobs;
import io.dropbatch.localazure.batch.engine.Pools;
import io.dropbatch.localazure.batch.engine.Tasks;

/** Every operation of the API, bound to an account. */
public final class BatchApi {

    private final Routes routes = new Routes();

    public BatchApi(Account account, int activeJobQuota) {
        Pools pools = new Pools(account);
        Jobs jobs = new Jobs(account, activeJobQuota);
        Tasks tasks = new Tasks(account, jobs);
        new AccountOperations().addTo(routes);
        new PoolOperations(account, pools).addTo(routes);
        new JobOperations(account, jobs).addTo(routes);
        new TaskOperations(jobs, tasks).addTo(routes);
        new FileOperations(account, pools, tasks).addTo(routes);
    }

    Routes routes() {
        return routes;
    }
}
