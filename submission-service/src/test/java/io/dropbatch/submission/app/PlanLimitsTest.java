package io.dropbatch.submission.app;

import static io.dropbatch.submission.app.SubmissionFixture.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Batch could not take is refused with the drop, and many shared files are made to fit. */
class PlanLimitsTest {

    private final SubmissionFixture fixture = new SubmissionFixture();

    @Test
    void many_shared_files_of_one_folder_get_a_prefix_and_a_list() {
        workload("shared/*.json");
        upload(250, "shared/%03d.json");
        upload(3, "%d.csv");
        fixture.upload("many/a/shared/_folder", "");

        Plan plan = plan(fixture.drop("many/a/_READY", ""));

        assertThat(plan.shared()).hasSize(250);
        assertThat(plan.hasSharedList()).isTrue();
        assertThat(plan.extent().sharedPrefixes()).containsExactly("shared/0", "shared/1", "shared/2");
        assertThat(fixture.sharedList(plan.submission()).lines()).hasSize(250).startsWith("-  shared/000.json");
    }

    @Test
    void few_shared_files_need_neither() {
        workload("shared/*.json");
        upload(50, "shared/%02d.json");
        upload(1, "%d.csv");

        Plan plan = plan(fixture.drop("many/a/_READY", ""));

        assertThat(plan.hasSharedList()).isFalse();
        assertThat(plan.extent().sharedPrefixes()).isEmpty();
    }

    @Test
    void few_files_of_long_names_need_them() {
        workload("**/*.json");
        upload(10, "%02d" + "/n".repeat(400) + ".json");
        upload(1, "%d.csv");

        assertThat(plan(fixture.drop("many/a/_READY", "")).hasSharedList()).isTrue();
    }

    @Test
    void shared_files_that_lie_among_others_are_refused_with_what_to_do() {
        workload("*.json");
        upload(170, "%03d.json");
        upload(170, "%03d.csv");

        SubmissionRejected rejected = only(fixture.drop("many/a/_READY", ""), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.QUOTA);
        assertThat(rejected.failure().message())
                .contains("170 shared files", "'000.json'", "'169.json'", "32,768", "such as shared/");
    }

    @Test
    void shared_files_among_others_are_let_through_when_they_may_fit_one_by_one() {
        workload("*.json");
        upload(60, "%03d.json");
        upload(60, "%03d.csv");

        assertThat(plan(fixture.drop("many/a/_READY", "")).shared()).hasSize(60);
    }

    @Test
    void a_task_of_many_files_is_told_what_their_names_have_in_common() {
        fixture.workload(
                "many",
                "start: {on: marker}\ntasks: { forEach: { file: { include: '*.dcm', group: '{series}_*.dcm' } },"
                        + " command: x, outputs: [y] }\n");
        upload(300, "s1_%03d.dcm");
        upload(200, "s10_%03d.dcm");
        upload(3, "s2_%03d.dcm");

        Plan plan = plan(fixture.drop("many/a/_READY", ""));

        assertThat(fixture.tasks(plan.submission()))
                .extracting(PlannedTask::prefixes)
                .containsExactlyInAnyOrder(List.of("s1_"), List.of("s10_"), null);
        assertThat(plan.extent().wordiest().inputs()).hasSize(300);
        assertThat(plan.extent().largest().inputs()).hasSize(3);
    }

    @Test
    void a_task_of_many_files_among_others_is_refused_with_what_to_do() {
        fixture.workload(
                "many",
                "start: {on: marker}\ntasks: { forEach: { file: { include: '*', group: '*.{kind}' } },"
                        + " command: x, outputs: [y] }\n");
        upload(170, "%03d.left");
        upload(170, "%03d.right");

        SubmissionRejected rejected = only(fixture.drop("many/a/_READY", ""), SubmissionRejected.class);

        assertThat(rejected.failure().message()).contains("One task has 170 inputs", "Make smaller groups");
    }

    private void workload(String shared) {
        fixture.workload(
                "many",
                "start: {on: marker}\ntasks: { forEach: { file: '*.csv' }, shared: ['" + shared
                        + "'], command: x, outputs: [y] }\n");
    }

    private void upload(int files, String name) {
        IntStream.range(0, files).forEach(index -> fixture.upload("many/a/" + name.formatted(index), "1"));
    }

    private Plan plan(HandlerResult result) {
        return fixture.plan(only(result, SubmissionAccepted.class).submission());
    }
}
