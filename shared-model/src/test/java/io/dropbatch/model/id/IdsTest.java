package io.dropbatch.model.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    private static final SubmissionId SUBMISSION = SubmissionId.of("prices", "inbox", "prices/a/job.yaml", "0x8DC");

    @Test
    void the_same_trigger_seen_twice_is_one_submission() {
        assertThat(SubmissionId.of("prices", "inbox", "prices/a/job.yaml", "\"0x8DC\""))
                .isEqualTo(SUBMISSION);
    }

    @Test
    void a_trigger_uploaded_again_is_a_new_submission() {
        assertThat(SubmissionId.of("prices", "inbox", "prices/a/job.yaml", "0x8DD"))
                .isNotEqualTo(SUBMISSION);
    }

    @Test
    void parts_of_a_derived_id_do_not_run_into_each_other() {
        assertThat(SubmissionId.of("prices", "inbox", "a", "bc"))
                .isNotEqualTo(SubmissionId.of("prices", "inbox", "ab", "c"));
    }

    @Test
    void a_folder_that_is_no_workload_name_still_gives_an_id() {
        assertThat(SubmissionId.of("Ünï $(x)", "inbox", "p", "e").value()).startsWith("unknown-");
    }

    @Test
    void a_job_tells_its_submission_and_attempt() {
        JobId job = JobId.of(SUBMISSION, 3);

        assertThat(job.submission()).isEqualTo(SUBMISSION);
        assertThat(job.attempt()).isEqualTo(3);
        assertThat(job.submission().workload()).isEqualTo(new WorkloadName("prices"));
    }

    @Test
    void ids_of_batch_fit_into_64_characters() {
        SubmissionId longest = SubmissionId.of("a".repeat(30), "inbox", "p", "e");

        assertThat(JobId.of(longest, 9999).value()).hasSizeLessThanOrEqualTo(64);
        assertThat(TaskId.of(9, 1_000_000).value()).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void tasks_are_ordered_by_level_and_index() {
        assertThat(TaskId.of(0, 2)).hasToString("0-000002").isLessThan(TaskId.of(0, 10));
        assertThat(TaskId.of(0, 999_999)).isLessThan(TaskId.of(0, 1_000_000)).isLessThan(TaskId.of(1, 1));
        assertThat(TaskId.of(2, 17).level()).isEqualTo(2);
        assertThat(TaskId.of(2, 17).index()).isEqualTo(17);
    }

    @Test
    void an_event_id_is_the_same_for_the_same_fact() {
        assertThat(EventId.of("t", SUBMISSION, "1")).isEqualTo(EventId.of("t", SUBMISSION, "1"));
        assertThat(EventId.of("t", SUBMISSION, "1")).isNotEqualTo(EventId.of("t", SUBMISSION, "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a_b", "a/b", "../a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void refuses_names_that_break_the_rule(String name) {
        assertThatThrownBy(() -> new WorkloadName(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ApplicationRef(name, "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "prices", "prices-abc", "../prices-aaaaaaaaaaaaaaaaaaaa", "prices-AAAAAAAAAAAAAAAAAAAA"})
    void refuses_what_is_no_submission(String id) {
        assertThatThrownBy(() -> new SubmissionId(id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JobId(id + "-1")).isInstanceOf(IllegalArgumentException.class);
    }
}
