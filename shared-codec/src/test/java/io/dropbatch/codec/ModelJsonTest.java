package io.dropbatch.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
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
    void refuses_an_id_that_breaks_its_rule_without_repeating_it() {
        assertThatThrownBy(() -> ModelJson.read("\"../../etc/passwd\"", SubmissionId.class))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("submission id");
    }
}
