package io.dropbatch.fieldcases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.JobQuoted;
import io.dropbatch.model.event.JobStarted;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.PoolQuote;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.systemtests.fixture.BatchJobs;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node of the running system costs one unit a second. */
@ExtendWith(SystemExtension.class)
class SlotsAndBudgetsTest {

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int MOST_SLOTS_OF_TWO_CORES = 8;
    private static final int TASKS = 200;

    private static CompletedDrop unlimited;
    private static CompletedDrop limited;

    @BeforeAll
    static void drop(RunningSystem system) {
        system.publish("unlimited", workload("unlimited", 2, "", "Standard_D2s_v5"));
        system.publish("limited", workload("limited", TASKS, "limits: { budget: 10 }", "Standard_D4s_v5"));
        unlimited = system.drop("unlimited").marker();
        limited = system.drop("limited").marker();
    }

    @Test
    void a_node_runs_as_many_tasks_as_it_has_cores_and_the_status_says_so() {
        unlimited.ready();
        PoolQuote quote = unlimited.status(DropStatus.State.READY).quote();

        assertThat(quote.vmSize()).isEqualTo("Standard_D2s_v5");
        assertThat(quote.nodes()).isEqualTo(1);
        assertThat(quote.slotsPerNode()).isEqualTo(Math.min(CORES, MOST_SLOTS_OF_TWO_CORES));
        assertThat(unlimited.announced(EventTopic.JOBS, JobQuoted.class))
                .singleElement()
                .satisfies(quoted -> assertThat(quoted.quote()).isEqualTo(quote));
    }

    @Test
    void a_job_is_said_to_have_started_once() {
        unlimited.ready();

        assertThat(unlimited.announced(EventTopic.JOBS, JobStarted.class)).hasSize(1);
    }

    @Test
    void a_job_without_a_budget_gets_a_receipt_too() {
        unlimited.ready();

        await("the receipt of " + unlimited)
                .atMost(RunningSystem.LIMIT)
                .until(() -> unlimited.status().orElseThrow().receipt() != null);
        assertThat(unlimited.status().orElseThrow().receipt()).satisfies(receipt -> {
            assertThat(receipt.currency()).isEqualTo("USD");
            assertThat(receipt.spent()).isPositive();
            assertThat(receipt.budget()).isNull();
        });
    }

    @Test
    void a_job_stops_at_its_budget_and_keeps_what_was_verified() {
        OutputFailed failed = limited.failed();

        assertThat(failed.failure().code()).isEqualTo(FailureCode.BUDGET);
        assertOnlySomeTasksRan(limited, failed);
    }

    @Test
    void crashes_at_the_stop_change_nothing(RunningSystem system) {
        system.publish("crashing", workload("crashing", TASKS, "limits: { budget: 10 }", "Standard_D8s_v5"));
        List<String> deaths = List.of("scheduler.budget-stop.disabled", "scheduler.budget-stop.terminated");
        deaths.forEach(system::arm);

        CompletedDrop drop = system.drop("crashing").marker();

        for (String point : deaths) {
            await("a crash at " + point).atMost(RunningSystem.LIMIT).until(() -> !system.isArmed(point));
        }
        OutputFailed failed = drop.failed();
        assertThat(failed.failure().code()).isEqualTo(FailureCode.BUDGET);
        assertOnlySomeTasksRan(drop, failed);
        system.awaitQuiet();
        assertThat(drop.outcomes()).hasSize(1);
        assertThat(BatchJobs.of(drop)).containsExactly(drop.submission() + "-1");
    }

    private static void assertOnlySomeTasksRan(CompletedDrop drop, OutputFailed failed) {
        ResultManifest manifest = manifest(drop, failed);
        Set<String> tasks = new HashSet<>();
        manifest.outputs().forEach(output -> tasks.add(output.task().value()));
        assertThat(tasks).hasSizeBetween(1, TASKS - 1);
        assertThat(manifest.receipt().spent())
                .isGreaterThanOrEqualTo(manifest.receipt().budget());
        assertThat(manifest.receipt().nodeHours()).isPositive();
        DropStatus status = drop.status(DropStatus.State.FAILED);
        assertThat(status.receipt().budget())
                .isEqualByComparingTo(manifest.receipt().budget());
        assertThat(status.quote().nodeHour()).isEqualByComparingTo(new BigDecimal(3600));
    }

    private static ResultManifest manifest(CompletedDrop drop, OutputFailed failed) {
        BinaryData json = drop.system()
                .container(failed.container())
                .getBlobClient(failed.manifest())
                .downloadContent();
        return ModelJson.read(json.toBytes(), ResultManifest.class);
    }

    private static String workload(String name, int tasks, String limits, String vmSize) {
        return """
                apiVersion: dropbatch/v1
                name: %s
                start: { on: marker }
                tasks:
                  forEach: { repeat: %d }
                  command: sleep 0.5; echo "$TASK_INDEX" > number.txt
                  outputs: ["number.txt"]
                  timeout: 1m
                %s
                pool: { vmSize: %s, nodes: { min: 0, max: 1 } }
                """.formatted(name, tasks, limits, vmSize);
    }
}
