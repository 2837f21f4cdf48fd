package io.dropbatch.cli.client.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.cli.client.Statuses;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.view.DropKind;
import io.dropbatch.model.view.DropLife;
import io.dropbatch.model.view.LifeStep;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifePageTest {

    private static final SubmissionId JOB = SubmissionId.rolling("thumbs", "inbox", "1-x");
    private static final SubmissionId FILE = new SubmissionId("thumbs-nt2huirgv3h7i6ktsdqu");

    @Test
    void names_the_command_that_fetches_a_result_and_none_for_a_job_whose_files_have_their_own() {
        assertThat(page(FILE, DropKind.FILE, "thumbs/cat.jpg"))
                .contains("thumbs/cat.jpg  ready  " + FILE, "Fetch the result: dropbatch download thumbs/cat.jpg");
        assertThat(page(JOB, DropKind.SHARED_JOB, "thumbs"))
                .contains("thumbs  ready  " + JOB)
                .noneMatch(line -> line.contains("dropbatch download"));
    }

    @Test
    void tells_the_tries_of_a_file_apart() {
        LifeStep first = new LifeStep(State.FAILED, Instant.EPOCH, "exit 3", 1);
        LifeStep second = new LifeStep(State.FAILED, Instant.EPOCH.plusSeconds(60), "exit 3", 2);

        assertThat(page(FILE, DropKind.FILE, "thumbs/cat.jpg", first, second))
                .contains(
                        "  1970-01-01 00:00:00  failed      exit 3",
                        "  1970-01-01 00:01:00  failed      attempt 2: exit 3  +1 min 0 s");
    }

    private static List<String> page(SubmissionId submission, DropKind kind, String name, LifeStep... steps) {
        DropLife life = new DropLife(
                name, Statuses.of(submission, State.READY), List.of(steps), List.of(), null, List.of(), kind);
        return new LifePage(life, ZoneOffset.UTC).lines();
    }
}
