package io.dropbatch.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.workload.ForEach;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ModelJsonTest {

    private static final DropTrigger TRIGGER =
            new DropTrigger("inbox", "prices/today/job.yaml", "0x8DC", Instant.parse("2026-01-02T03:04:05.678Z"));

    @Test
    void reads_back_what_it_wrote() {
        SubmissionRejected rejected = new SubmissionRejected(
                TRIGGER.submission(), "prices", TRIGGER, Failure.of(FailureCode.INVALID_MANIFEST, "line 3"));

        byte[] json = ModelJson.write(rejected);

        assertThat(ModelJson.read(json, SubmissionRejected.class)).isEqualTo(rejected);
        assertThat(new String(json, java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"code\":\"invalid-manifest\"")
                .contains("\"uploadedAt\":\"2026-01-02T03:04:05.678Z\"")
                .doesNotContain("exitCode");
    }

    @Test
    void tells_the_kinds_of_fan_out_apart() {
        ForEach rows = new ForEach.EachRow("a.csv", 5);

        assertThat(ModelJson.read(ModelJson.mapper().valueToTree(rows).toString(), ForEach.class))
                .isEqualTo(rows);
    }

    @Test
    void reads_a_status_of_an_earlier_version_that_does_not_know_what_was_left_out() {
        String earlier = """
                {"schema": "dropbatch/status/v1", "submission": "prices-nt2huirgv3h7i6ktsdqu", "workload": "prices",
                 "state": "READY", "message": "Done.", "updatedAt": "2026-01-02T03:04:05Z",
                 "triggerUploadedAt": "2026-01-02T03:04:05Z", "missing": [], "missingCount": 0}""";

        DropStatus status = ModelJson.read(earlier, DropStatus.class);

        assertThat(status.notes()).isEmpty();
        assertThat(status.ignored()).isEqualTo(IgnoredFiles.NONE);
        assertThat(status.lateInputs()).isEqualTo(LateInputs.NONE);
    }

    @Test
    void refuses_an_id_that_breaks_its_rule_without_repeating_it() {
        assertThatThrownBy(() -> ModelJson.read("\"../../etc/passwd\"", SubmissionId.class))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("submission id");
    }
}
