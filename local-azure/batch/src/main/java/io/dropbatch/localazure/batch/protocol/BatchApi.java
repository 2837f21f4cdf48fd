package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.engine.BatchEngine;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.operation.AccountOperations;
import io.dropbatch.localazure.batch.protocol.operation.ApplicationOperations;
import io.dropbatch.localazure.batch.protocol.operation.CertificateOperations;
import io.dropbatch.localazure.batch.protocol.operation.FaultOperations;
import io.dropbatch.localazure.batch.protocol.operation.FileOperations;
import io.dropbatch.localazure.batch.protocol.operation.JobOperations;
import io.dropbatch.localazure.batch.protocol.operation.JobScheduleOperations;
import io.dropbatch.localazure.batch.protocol.operation.NodeOperations;
import io.dropbatch.localazure.batch.protocol.operation.PoolOperations;
import io.dropbatch.localazure.batch.protocol.operation.StaleCounts;
import io.dropbatch.localazure.batch.protocol.operation.TaskOperations;
import io.dropbatch.localazure.batch.protocol.operation.UsageOperations;
import io.dropbatch.localazure.batch.protocol.route.RouteTable;
import java.io.IOException;

/** Every operation of the API, bound to an account. */
public final class BatchApi {

    private final RouteTable routes = new RouteTable();
    private final CallFaults faults;
    private final CallWatcher watcher;
    private final FaultOperations faultOperations;

    public BatchApi(BatchEngine engine, FaultInjection faults, CallWatcher watcher) {
        this.faults = new CallFaults(faults);
        this.watcher = watcher;
        Account account = engine.account();
        faultOperations = new FaultOperations(faults, engine.pools(), engine.nodes());
        new ApplicationOperations(account.settings().resources().applications()).addTo(routes);
        new AccountOperations().addTo(routes);
        new UsageOperations(account, engine.usage()).addTo(routes);
        new CertificateOperations().addTo(routes);
        new PoolOperations(account, engine.pools(), engine.formulas()).addTo(routes);
        new NodeOperations(engine.pools(), engine.nodes()).addTo(routes);
        new JobOperations(account, engine.jobs(), new StaleCounts(faults)).addTo(routes);
        new JobScheduleOperations(account, engine.schedules()).addTo(routes);
        new TaskOperations(account, engine.jobs(), engine.taskSubmission(), engine.tasks()).addTo(routes);
        new FileOperations(account, engine.pools(), engine.tasks()).addTo(routes);
    }

    /** Answers a call whose signature was verified. */
    CallAnswer answer(ApiCall call) throws IOException {
        if (call.rawPath().equals(FaultOperations.PATH)) {
            return faultOperations.answer(call);
        }
        RouteTable.Found found = routes.find(call);
        long start = System.nanoTime();
        int status = 500;
        try {
            CallAnswer answer = answer(found);
            status = answer.status();
            return answer;
        } catch (BatchError error) {
            status = error.code().status();
            throw error;
        } finally {
            watcher.answered(found.route().name(), status, System.nanoTime() - start);
        }
    }

    private CallAnswer answer(RouteTable.Found found) throws IOException {
        faults.before(found.route(), found.call());
        ApiVersion.check(found.call());
        return found.answer();
    }

    RouteTable routes() {
        return routes;
    }
}
