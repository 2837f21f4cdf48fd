package io.dropbatch.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.cli.report.SystemReport.BusEntity;
import io.dropbatch.cli.report.SystemReport.Drops;
import io.dropbatch.cli.report.SystemReport.HandledMessages;
import io.dropbatch.cli.report.SystemReport.Jobs;
import io.dropbatch.cli.report.SystemReport.Outcomes;
import io.dropbatch.cli.report.SystemReport.Pool;
import io.dropbatch.cli.report.SystemReport.Program;
import io.dropbatch.cli.report.SystemReport.Quantiles;
import io.dropbatch.cli.report.SystemReport.ServiceLevel;
import io.dropbatch.cli.report.SystemReport.Tasks;
import io.dropbatch.cli.report.SystemReport.VerifiedOutputs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportBuilderTest {

    private final ReportBuilder builder = new ReportBuilder();

    @Test
    void sums_up_what_the_services_count() {
        builder.add("submission", """
                # HELP dropbatch_drops_total Drops
                # TYPE dropbatch_drops_total counter
                dropbatch_drops_total{application="submission-service",code="none",outcome="accepted",workload="a"} 3.0
                dropbatch_drops_total{application="submission-service",code="none",outcome="accepted",workload="b"} 4.0
                dropbatch_drops_total{code="input-missing",outcome="rejected",workload="b"} 1.0
                dropbatch_drops_waiting{reason="inputs"} 2.0
                dropbatch_drops_waiting{reason="window"} 0.0
                dropbatch_sweep_recoveries_total{sweep="inbox"} 1.0
                dropbatch_build_info{revision="abc",version="1.2.3"} 1.0
                jvm_threads_live_threads 20.0
                """);
        builder.add("scheduler", """
                dropbatch_jobs{state="queued"} 2.0
                dropbatch_jobs{state="running"} 1.0
                dropbatch_jobs_waiting{reason="quota"} 2.0
                dropbatch_jobs_oldest_waiting_seconds 12.5
                dropbatch_active_jobs 1.0
                dropbatch_active_jobs_limit 20.0
                dropbatch_job_queue_wait_seconds_bucket{workload="a",le="1.0"} 1
                dropbatch_job_queue_wait_seconds_bucket{workload="a",le="2.0"} 2
                dropbatch_job_queue_wait_seconds_bucket{workload="a",le="+Inf"} 2
                dropbatch_job_queue_wait_seconds_count{workload="a"} 2
                dropbatch_pool_nodes{kind="dedicated",pool="p",state="idle"} 1.0
                dropbatch_pool_nodes{kind="dedicated",pool="p",state="running"} 2.0
                dropbatch_pool_nodes{kind="spot",pool="p",state="running"} 0.0
                dropbatch_pool_slots{pool="p"} 6.0
                dropbatch_pool_node_seconds_total{pool="p",use="running"} 90.4
                dropbatch_pool_node_seconds_total{pool="p",use="idle"} 30.0
                dropbatch_pool_node_seconds_total{pool="gone",use="idle"} 5.0
                dropbatch_drop_to_job_seconds_bucket{workload="a",le="10.0"} 3
                dropbatch_drop_to_job_seconds_bucket{workload="a",le="30.0"} 4
                dropbatch_drop_to_job_seconds_bucket{workload="a",le="+Inf"} 4
                dropbatch_drop_to_job_seconds_count{workload="a"} 4
                dropbatch_objective_seconds{objective="drop-to-job"} 30.0
                """);
        builder.add("monitor", """
                dropbatch_tasks_open 5.0
                dropbatch_tasks_completed_total{code="none",outcome="succeeded",workload="a"} 8.0
                dropbatch_tasks_completed_total{code="user-exit",outcome="failed",workload="a"} 2.0
                dropbatch_task_retries_total{workload="a"} 1.0
                dropbatch_bus_messages{entity="jobs/all",state="active"} 4.0
                dropbatch_bus_messages{entity="jobs/all",state="dead-letter"} 1.0
                dropbatch_bus_messages{entity="work",state="active"} NaN
                dropbatch_bus_messages{entity="work",state="scheduled"} 3.0
                dropbatch_bus_oldest_message_seconds{entity="jobs/all"} 7.25
                dropbatch_bus_oldest_message_seconds{entity="work"} NaN
                dropbatch_sweep_recoveries_total{sweep="completions"} 2.0
                """);

        SystemReport report = builder.report(List.of());

        assertThat(report.drops()).isEqualTo(new Drops(7, 1, Map.of("input-missing", 1L), Map.of("inputs", 2L)));
        assertThat(report.outcomes()).as("of a service that does not answer").isNull();
        assertThat(report.jobs())
                .isEqualTo(new Jobs(
                        Map.of("queued", 2L, "running", 1L),
                        Map.of("quota", 2L),
                        12.5,
                        1,
                        20L,
                        new Quantiles(2, 1.0, 1.9)));
        assertThat(report.tasks()).isEqualTo(new Tasks(5, 8, 2, Map.of("user-exit", 2L), 1, 0));
        assertThat(report.pools())
                .containsExactly(new Pool(
                        "p",
                        6,
                        Map.of("dedicated", Map.of("idle", 1L, "running", 2L), "spot", Map.of()),
                        Map.of("running", 90L, "idle", 30L)));
        assertThat(report.bus())
                .containsExactly(new BusEntity("jobs/all", 4, null, 1, 7.25), new BusEntity("work", 0, 3L, 0, null));
        assertThat(report.serviceLevels())
                .containsExactly(
                        new ServiceLevel("drop-to-job", 30.0, 4, 6.667, 26.0, 29.2, 1.0),
                        new ServiceLevel("task-end-to-event", null, 0, null, null, null, null),
                        new ServiceLevel("job-end-to-ready", null, 0, null, null, null, null));
        assertThat(report.recoveries()).isEqualTo(Map.of("completions", 2L, "inbox", 1L));
        assertThat(builder.version("submission")).isEqualTo("1.2.3");
        assertThat(builder.revision("results")).isNull();
    }

    @Test
    void sums_up_outcomes() {
        builder.add("results", """
                dropbatch_outcomes_total{code="none",outcome="ready",workload="a"} 5.0
                dropbatch_outcomes_total{code="none",outcome="partial",workload="a"} 1.0
                dropbatch_outcomes_total{code="timeout",outcome="failed",workload="a"} 2.0
                dropbatch_drops_open 3.0
                dropbatch_drops_oldest_open_seconds 61.5
                """);

        assertThat(builder.report(List.of()).outcomes())
                .isEqualTo(new Outcomes(5, 1, 2, Map.of("timeout", 2L), 3, 61.5));
    }

    @Test
    void sums_up_what_was_verified_and_what_was_not_believed() {
        builder.add("results", """
                dropbatch_outputs_total{workload="a"} 5.0
                dropbatch_outputs_total{workload="b"} 2.0
                dropbatch_output_bytes_total{workload="a"} 1024.0
                dropbatch_verification_failures_total{code="output-missing",workload="a"} 1.0
                """);

        assertThat(builder.report(List.of()).results())
                .isEqualTo(new VerifiedOutputs(7, 1024, Map.of("output-missing", 1L)));
    }

    @Test
    void sums_up_messages_and_requests_of_all_services() {
        builder.add("submission", """
                dropbatch_messages_seconds_count{handler="submission.onStorageEvent",outcome="completed"} 8
                dropbatch_client_requests_seconds_count{answer="ok",client="blob",operation="PUT blob"} 3
                dropbatch_client_requests_seconds_count{answer="busy",client="blob",operation="PUT blob"} 1
                """);
        builder.add("scheduler", """
                dropbatch_messages_seconds_count{handler="scheduler.onWork",outcome="completed"} 2
                dropbatch_messages_seconds_count{handler="scheduler.onWork",outcome="dead-lettered"} 1
                dropbatch_messages_redelivered_total{handler="scheduler.onWork"} 2.0
                dropbatch_message_retries_total{handler="scheduler.onWork"} 4.0
                dropbatch_events_absorbed_total{handler="scheduler.onJob",kind="late"} 1.0
                dropbatch_client_requests_seconds_count{answer="ok",client="blob",operation="GET blob"} 2
                dropbatch_client_requests_seconds_count{answer="throttled",client="batch",operation="POST tasks"} 6
                """);

        SystemReport report = builder.report(List.of());

        assertThat(report.messages())
                .isEqualTo(
                        new HandledMessages(Map.of("completed", 10L, "dead-lettered", 1L), 2, 4, Map.of("late", 1L)));
        assertThat(report.requests())
                .isEqualTo(Map.of("batch", Map.of("throttled", 6L), "blob", Map.of("ok", 5L, "busy", 1L)));
    }

    @Test
    void is_a_table_for_people() {
        builder.add("results", """
                dropbatch_outcomes_total{code="none",outcome="ready",workload="a"} 5.0
                dropbatch_outcomes_total{code="timeout",outcome="failed",workload="a"} 2.0
                dropbatch_job_end_to_ready_seconds_bucket{workload="a",le="30.0"} 4
                dropbatch_job_end_to_ready_seconds_bucket{workload="a",le="+Inf"} 4
                dropbatch_job_end_to_ready_seconds_count{workload="a"} 4
                dropbatch_objective_seconds{objective="job-end-to-ready"} 30.0
                """);

        assertThat(ReportTable.of(builder.report(List.of(
                        new Program("results", "up", 12L, 34L, "http://127.0.0.1:8084", "1.2.3", "abc"),
                        new Program("monitor", "down", null, null, null, null, null)))))
                .containsExactly(
                        "results      up        12       34 s       http://127.0.0.1:8084    1.2.3",
                        "monitor      down",
                        "",
                        "outcomes           5 ready, 0 partial, 2 failed (2 timeout), 0 open",
                        "job-end-to-ready   p50 15.00 s, p95 28.50 s, p99 29.70 s of 4; objective 30.00 s, held by 100.0 %");
    }

    @Test
    void shows_programs_alone_when_nothing_answers() {
        assertThat(ReportTable.of(
                        builder.report(List.of(new Program("monitor", "down", null, null, null, null, null)))))
                .containsExactly("monitor      down");
    }
}
