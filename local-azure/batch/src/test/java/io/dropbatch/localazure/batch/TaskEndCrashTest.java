package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.BatchEngine;
import io.dropbatch.localazure.batch.engine.account.AccountQuotas;
import io.dropbatch.localazure.batch.engine.account.AccountSettings;
import io.dropbatch.localazure.batch.engine.account.UpdateCondition;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.time.AccountClock;
import io.dropbatch.localazure.batch.simulation.VirtualNodes;
import io.dropbatch.localazure.batch.store.LogStore;
import io.dropbatch.localazure.batch.store.RecordLog;
import io.dropbatch.localazure.batch.store.RecoveredState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the end of a task calls for happens to its job, after whichever write the process was killed. */
class TaskEndCrashTest {

    /** More than there are from a job's beginning to its end. */
    private static final int WRITES = 15;

    private static final BatchJobId JOB = new BatchJobId("j");

    @TempDir
    Path folder;

    private final QueuedClock clock = new QueuedClock();
    private final KillingStore killer = new KillingStore();
    private RecordLog log;
    private BatchEngine engine;

    @AfterEach
    void close() throws Exception {
        crash();
    }

    @Test
    void a_job_ends_with_its_manager() throws Exception {
        for (int writes = 1; writes <= WRITES; writes++) {
            begin(folder.resolve("after " + writes), "0");
            engine.jobs()
                    .create(json("{'id':'j','poolInfo':{'poolId':'p'},"
                            + "'jobManagerTask':{'id':'m','commandLine':'x','killJobOnCompletion':true}}"));

            liveAndDie(folder.resolve("after " + writes), writes);

            assertThat(job().state()).as("killed after %d writes", writes).isEqualTo(JobState.COMPLETED);
            assertThat(job().status().terminateReason()).isEqualTo("JMComplete");
        }
    }

    @ParameterizedTest
    @CsvSource({"terminate, COMPLETED", "disable, DISABLED"})
    void a_failure_does_to_the_job_what_the_task_says(String action, JobState end) throws Exception {
        for (int writes = 1; writes <= WRITES; writes++) {
            begin(folder.resolve(action + writes), "1");
            addFailingTask(action);

            liveAndDie(folder.resolve(action + writes), writes);

            assertThat(job().state()).as("killed after %d writes", writes).isEqualTo(end);
        }
    }

    @Test
    void a_job_that_its_user_has_enabled_again_stays_so() throws Exception {
        begin(folder, "1");
        addFailingTask("disable");
        clock.pass(Duration.ofMinutes(1));
        assertThat(job().state()).isEqualTo(JobState.DISABLED);
        engine.jobs().enable(JOB, UpdateCondition.NONE);

        crash();
        begin(folder, "1");
        clock.pass(Duration.ofMinutes(1));

        assertThat(job().state()).isEqualTo(JobState.ACTIVE);
    }

    private void addFailingTask(String action) {
        engine.jobs()
                .create(json("{'id':'j','poolInfo':{'poolId':'p'},'onTaskFailure':'performexitoptionsjobaction'}"));
        engine.taskSubmission()
                .add(
                        JOB,
                        json("{'id':'t','commandLine':'x','exitConditions':{'default':{'jobAction':'" + action
                                + "'}}}"));
    }

    private void liveAndDie(Path place, int writes) throws Exception {
        killer.killAfter(writes);
        try {
            clock.pass(Duration.ofMinutes(1));
        } catch (KillingStore.Killed killed) {
            crash();
            begin(place, null);
        }
        killer.spare();
        clock.pass(Duration.ofMinutes(1));
    }

    private Job job() {
        return engine.account().jobs().get(JOB);
    }

    /** @param failures the probability that a task of the pool fails; null where the pool is known */
    private void begin(Path place, String failures) throws Exception {
        log = RecordLog.open(place);
        RecoveredState recovered = RecoveredState.read(log, place.resolve("nodes"));
        AccountClock accountClock = new AccountClock(clock);
        accountClock.notBefore(recovered.lastTime());
        VirtualNodes nodes = new VirtualNodes(new NoNodes(), clock);
        engine = new BatchEngine(
                new AccountSettings(place.resolve("nodes"), Duration.ZERO, new AccountQuotas(100, 100, 100)),
                killer.over(new LogStore(log)),
                nodes,
                accountClock,
                new FaultInjection());
        nodes.serve(engine.account().pools()::get);
        engine.archive().restore(recovered.lifetime(), recovered.formerPools());
        engine.restore(recovered.pools(), recovered.jobs(), recovered.schedules(), recovered.lastKey());
        if (recovered.pools().isEmpty()) {
            engine.pools()
                    .create(json("{'id':'p','targetDedicatedNodes':1,'vmSize':'a_1','metadata':["
                            + "{'name':'localazure.virtual','value':'true'},"
                            + "{'name':'localazure.duration','value':'2s'},"
                            + "{'name':'localazure.exitCode','value':'3'},"
                            + "{'name':'localazure.failureProbability','value':'" + failures + "'}]}"));
        }
    }

    /** As if by SIGKILL: nothing is closed in order, no timer goes off. */
    private void crash() throws Exception {
        killer.spare();
        engine.account().close();
        clock.close();
        log.close();
    }

    private static RequestDocument json(String text) {
        return RequestDocument.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
