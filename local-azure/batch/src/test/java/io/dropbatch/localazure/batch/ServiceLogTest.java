package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.batch.protocol.models.ComputeNodeState;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.StartTask;
import com.microsoft.azure.batch.protocol.models.TaskConstraints;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.fault.InjectedFault;
import io.dropbatch.localazure.batch.engine.fault.InjectedFault.Delay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service log as a queue would get it. */
class ServiceLogTest {

    private final List<JsonNode> records = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @Test
    void tells_of_a_task_from_start_to_end_in_the_form_of_azure() throws Exception {
        try (LocalAccount local = new LocalAccount(folder, options -> options.withServiceLog(this::keep))) {
            local.pool("p", 1, 1);
            local.job("j", "p");

            local.run("j", LocalAccount.aTask("good", "/bin/true"));

            JsonNode started = await("TaskStartEvent", "good");
            JsonNode ended = await("TaskCompleteEvent", "good");
            assertThat(started.path("category").asText()).isEqualTo("ServiceLog");
            assertThat(started.path("resourceId").asText())
                    .endsWith("/PROVIDERS/MICROSOFT.BATCH/BATCHACCOUNTS/LOCALBATCH");
            assertThat(started.path("time").asText()).endsWith("Z");
            assertThat(started.at("/properties/jobId").asText()).isEqualTo("j");
            assertThat(started.at("/properties/taskType").asText()).isEqualTo("User");
            assertThat(started.at("/properties/nodeInfo/poolId").asText()).isEqualTo("p");
            assertThat(started.at("/properties/nodeInfo/nodeId").asText()).startsWith("tvmps_");
            assertThat(ended.at("/properties/executionInfo/exitCode").asInt(-1)).isZero();
            assertThat(ended.at("/properties/executionInfo/result").asText()).isEqualTo("Success");
            assertThat(ended.at("/properties/multiInstanceSettings/numberOfInstances")
                            .asInt())
                    .isEqualTo(1);
            assertThat(operations("good")).containsExactly("TaskStartEvent", "TaskCompleteEvent");
        }
    }

    @Test
    void tells_each_try_of_a_failing_task_and_why_it_failed() throws Exception {
        try (LocalAccount local = new LocalAccount(folder, options -> options.withServiceLog(this::keep))) {
            local.pool("p", 1, 1);
            local.job("j", "p");

            local.run(
                    "j",
                    LocalAccount.aTask("bad", "/bin/false")
                            .withConstraints(new TaskConstraints().withMaxTaskRetryCount(1)));

            JsonNode failed = await("TaskFailEvent", "bad");
            assertThat(operations("bad"))
                    .containsExactly("TaskStartEvent", "TaskStartEvent", "TaskCompleteEvent", "TaskFailEvent");
            assertThat(failed.at("/properties/constraints/maxTaskRetryCount").asInt())
                    .isEqualTo(1);
            assertThat(failed.at("/properties/executionInfo/retryCount").asInt())
                    .isEqualTo(1);
            assertThat(failed.at("/properties/executionInfo/schedulingError/code")
                            .asText())
                    .isEqualTo("FailureExitCode");
        }
    }

    @Test
    void tells_of_a_pool_and_its_sizes() throws Exception {
        try (LocalAccount local = new LocalAccount(folder, options -> options.withServiceLog(this::keep))) {
            local.pool("p", 2, 4);
            local.client.poolOperations().resizePool("p", 1, 0);
            await("PoolResizeCompleteEvent", "p", 2);
            local.client.poolOperations().deletePool("p");

            await("PoolDeleteCompleteEvent", "p");
            assertThat(operations("p"))
                    .containsExactly(
                            "PoolCreateEvent",
                            "PoolResizeStartEvent",
                            "PoolResizeCompleteEvent",
                            "PoolResizeStartEvent",
                            "PoolResizeCompleteEvent",
                            "PoolDeleteStartEvent",
                            "PoolDeleteCompleteEvent");
            JsonNode resized = await("PoolResizeCompleteEvent", "p");
            assertThat(resized.at("/properties/currentDedicatedNodes").asInt()).isEqualTo(2);
            assertThat(resized.at("/properties/resultCode").asText()).isEqualTo("Success");
            assertThat(resized.at("/properties/nodeDeallocationOption").asText())
                    .isEqualTo("Invalid");
        }
    }

    @Test
    void tells_what_formulas_said() throws Exception {
        String formula = "x = 1; $TargetDedicatedNodes = max($PendingTasks.GetSample(TimeInterval_Hour, 100));";
        try (LocalAccount local = new LocalAccount(folder, options -> options.withServiceLog(this::keep))) {
            local.client
                    .poolOperations()
                    .createPool(
                            LocalAccount.aPool("p").withEnableAutoScale(true).withAutoScaleFormula(formula));

            JsonNode evaluated = await("PoolAutoScaleEvent", "p");

            assertThat(evaluated.at("/properties/formula").asText()).isEqualTo(formula);
            assertThat(evaluated.at("/properties/results").asText()).endsWith(";$NodeDeallocationOption=requeue;x=1");
            assertThat(evaluated.at("/properties/error/code").asText()).isEqualTo("InsufficientSampleData");
            assertThat(evaluated.at("/properties/error/values/0/value").asText())
                    .startsWith("Line 1, Col 59: ");
        }
    }

    @Test
    void tells_of_preparations_and_of_tasks_that_wait_for_them_in_vain() throws Exception {
        try (LocalAccount local = new LocalAccount(folder, options -> options.withServiceLog(this::keep))) {
            local.pool("p", 1, 1);
            local.job(new JobAddParameter()
                    .withId("j")
                    .withPoolInfo(new PoolInformation().withPoolId("p"))
                    .withJobPreparationTask(new JobPreparationTask().withCommandLine("/bin/false")));

            local.run("j", LocalAccount.aTask("t", "/bin/true"));

            JsonNode waits = await("TaskScheduleFailEvent", "t");
            assertThat(waits.at("/properties/schedulingError/code").asText()).isEqualTo("JobPreparationTaskFailed");
            JsonNode special = records.stream()
                    .filter(record -> record.path("operationName").asText().equals("SpecialTaskEvent"))
                    .findFirst()
                    .orElseThrow();
            assertThat(special.at("/properties/taskName").asText()).isEqualTo("jobpreparation");
            assertThat(special.at("/properties/executionInfo/result").asText()).isEqualTo("failure");
        }
    }

    @Test
    void tells_once_of_a_task_for_which_no_node_has_enough_free_slots() throws Exception {
        try (LocalAccount local = new LocalAccount(folder, options -> options.withServiceLog(this::keep))) {
            local.pool("p", 1, 4);
            local.job("j", "p");
            local.run("j", LocalAccount.aTask("small", "/bin/sleep 60"));
            local.running("j", "small");

            local.run("j", LocalAccount.aTask("big", "/bin/true").withRequiredSlots(4));
            local.client.taskOperations().terminateTask("j", "small");
            local.completed("j", "big");

            await("TaskCompleteEvent", "big");
            assertThat(operations("big"))
                    .containsExactly("TaskScheduleFailEvent", "TaskStartEvent", "TaskCompleteEvent");
        }
    }

    @Test
    void tells_of_a_task_that_was_deleted_meanwhile() throws Exception {
        CountDownLatch deleted = new CountDownLatch(1);
        try (LocalAccount local = new LocalAccount(
                folder,
                options -> options.withServiceLog((id, content) -> {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    Thread.ofVirtual().start(() -> {
                        try {
                            deleted.await();
                            keep(id, content);
                            done.complete(null);
                        } catch (InterruptedException e) {
                            done.completeExceptionally(e);
                        }
                    });
                    return done;
                }))) {
            local.pool("p", 1, 1);
            local.job("j", "p");
            local.run("j", LocalAccount.aTask("t", "/bin/true"));
            local.completed("j", "t");
            local.client.taskOperations().deleteTask("j", "t");

            deleted.countDown();

            JsonNode ended = await("TaskCompleteEvent", "t");
            assertThat(ended.at("/properties/executionInfo/exitCode").asInt(-1)).isZero();
        }
    }

    @Test
    void tells_of_start_tasks_that_were_made_to_fail() throws Exception {
        try (LocalAccount local = new LocalAccount(folder, options -> options.withServiceLog(this::keep))) {
            local.fault("{\"failStartTask\": {\"pool\": \"started\"}}");

            local.client
                    .poolOperations()
                    .createPool(LocalAccount.aPool("started")
                            .withTargetDedicatedNodes(1)
                            .withStartTask(
                                    new StartTask().withCommandLine("/bin/true").withWaitForSuccess(true)));

            Await.until(
                    "the start task has failed",
                    () -> records.stream()
                            .anyMatch(record ->
                                    record.at("/properties/taskType").asText().equals("StartTask")));
            JsonNode special = records.stream()
                    .filter(record -> record.path("operationName").asText().equals("SpecialTaskEvent"))
                    .findFirst()
                    .orElseThrow();
            assertThat(special.at("/properties/executionInfo/result").asText()).isEqualTo("failure");
            assertThat(local.client.computeNodeOperations().listComputeNodes("started"))
                    .allMatch(node -> node.state() == ComputeNodeState.START_TASK_FAILED);
        }
    }

    @Test
    void tells_of_a_task_that_lost_its_node() throws Exception {
        try (LocalAccount local = new LocalAccount(folder, options -> options.withServiceLog(this::keep))) {
            local.pool("p", 1, 1);
            local.job("j", "p");
            local.run("j", LocalAccount.aTask("t", "/bin/sleep 60"));
            local.running("j", "t");

            local.fault("{\"loseNode\": {\"poolId\": \"p\"}}");

            JsonNode requeued = await("TaskRequeueEvent", "t");
            assertThat(requeued.at("/properties/executionInfo/requeueCount").asInt())
                    .isEqualTo(1);
            await("TaskStartEvent", "t", 2);
        }
    }

    @Test
    void loses_and_repeats_events_when_told_to() throws Exception {
        try (LocalAccount local = new LocalAccount(folder, options -> options.withServiceLog(this::keep))) {
            local.pool("p", 1, 1);
            local.job("j", "p");
            local.fault("{\"loseEvent\": {\"task\": \"t\", \"operation\": \"TaskStart*\"},"
                    + " \"repeatEvent\": {\"job\": \"j\", \"operation\": \"TaskCompleteEvent\"}}");

            local.run("j", LocalAccount.aTask("t", "/bin/true"));

            await("TaskCompleteEvent", "t", 2);
            assertThat(operations("t")).containsExactly("TaskCompleteEvent", "TaskCompleteEvent");
        }
    }

    @Test
    void delivers_an_event_late_and_lets_others_overtake_it_when_told_to() throws Exception {
        SteppedClock clock = new SteppedClock(Instant.now());
        try (LocalAccount local = new LocalAccount(
                folder, options -> options.withServiceLog(this::keep).withClock(clock))) {
            local.pool("p", 1, 1);
            local.job("j", "p");
            local.fault("{\"delayEvent\": {\"task\": \"t\", \"operation\": \"TaskStart*\", \"delay\": \"PT5M\"},"
                    + " \"repeatEvent\": {\"task\": \"t\", \"operation\": \"TaskStart*\", \"delay\": \"PT2M\"}}");
            local.run("j", LocalAccount.aTask("t", "/bin/true"));
            await("TaskCompleteEvent", "t");
            local.client.taskOperations().deleteTask("j", "t");
            clock.advance(Duration.ofSeconds(299));
            assertThat(operations("t")).containsExactly("TaskCompleteEvent");

            clock.advance(Duration.ofSeconds(2));

            JsonNode late = await("TaskStartEvent", "t");
            assertThat(Instant.parse(late.path("time").asText()))
                    .isBefore(clock.instant().minusSeconds(290));
            clock.advance(Duration.ofMinutes(2));
            await("TaskStartEvent", "t", 2);
            assertThat(operations("t")).containsExactly("TaskCompleteEvent", "TaskStartEvent", "TaskStartEvent");
        }
    }

    @Test
    void delivers_what_is_held_back_when_it_is_closed() throws Exception {
        try (LocalAccount local = new LocalAccount(folder, options -> options.withServiceLog(this::keep))) {
            local.server
                    .faults()
                    .arm(InjectedFault.next(FaultInjection.Kind.DELAY_EVENT, 1)
                            .delaying(Delay.between(Duration.ofMinutes(5), Duration.ofMinutes(6))));
            local.pool("p", 1, 1);
        }

        assertThat(operations("p"))
                .containsExactly("PoolResizeStartEvent", "PoolResizeCompleteEvent", "PoolCreateEvent");
    }

    @Test
    void goes_on_while_the_sink_is_stuck_and_tries_again_what_failed() throws Exception {
        CountDownLatch repaired = new CountDownLatch(1);
        List<String> ids = new CopyOnWriteArrayList<>();
        try (LocalAccount local = new LocalAccount(
                folder,
                options -> options.withServiceLog((id, content) -> {
                    ids.add(id);
                    return repaired.getCount() > 0
                            ? CompletableFuture.failedFuture(new IOException("the bus is away"))
                            : keep(id, content);
                }))) {
            local.pool("p", 1, 1);
            local.job("j", "p");
            local.run("j", LocalAccount.aTask("t", "/bin/true"));
            local.completed("j", "t");
            Await.until("the first message was tried twice", () -> ids.size() > 1);

            repaired.countDown();

            await("TaskCompleteEvent", "t");
            assertThat(ids.get(1)).isEqualTo(ids.get(0));
            assertThat(operations("t")).containsExactly("TaskStartEvent", "TaskCompleteEvent");
        }
    }

    @Test
    void delivers_what_happened_before_it_is_closed_and_says_nothing_twice_after_a_restart() throws Exception {
        try (LocalAccount local = new LocalAccount(folder, options -> options.withServiceLog(this::keep))) {
            local.pool("p", 1, 1);
            local.job("j", "p");
        }
        assertThat(operations("p"))
                .containsExactly("PoolCreateEvent", "PoolResizeStartEvent", "PoolResizeCompleteEvent");

        try (LocalAccount local = new LocalAccount(folder, options -> options.withServiceLog(this::keep))) {
            local.run("j", LocalAccount.aTask("t", "/bin/true"));
            await("TaskCompleteEvent", "t");
        }

        assertThat(operations("p")).hasSize(3);
    }

    private CompletableFuture<?> keep(String id, byte[] content) {
        try {
            JsonTrees.read(content).path("records").forEach(records::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return CompletableFuture.completedFuture(null);
    }

    private JsonNode await(String operation, String id) throws Exception {
        return await(operation, id, 1);
    }

    private JsonNode await(String operation, String id, int count) throws Exception {
        Await.until(
                count + " " + operation + " of " + id, () -> all(operation, id).size() >= count);
        return all(operation, id).getFirst();
    }

    private List<JsonNode> all(String operation, String id) {
        return records.stream()
                .filter(record -> record.path("operationName").asText().equals(operation))
                .filter(record -> record.at("/properties/id").asText().equals(id))
                .toList();
    }

    private List<String> operations(String id) {
        return records.stream()
                .filter(record -> record.at("/properties/id").asText().equals(id))
                .map(record -> record.path("operationName").asText())
                .toList();
    }
}
