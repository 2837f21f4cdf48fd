package io.dropbatch.results.adapter.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.SharedJob;
import io.dropbatch.results.adapter.store.BlobCurrentInputs;
import io.dropbatch.results.app.RequestCancel;
import io.dropbatch.results.app.retry.RequestPause;
import io.dropbatch.results.app.retry.RequestRetry;
import io.dropbatch.testing.SettableClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.server.ResponseStatusException;

/** What people are told who ask for something to be cancelled. */
class DropActionsTest {

    private final SettableClock clock = new SettableClock(SharedJob.NOON);
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);
    private final List<HandlerResult> announced = new ArrayList<>();
    private final DropActions actions = new DropActions(
            new RequestCancel(fixture.table.drops(), announced::add, clock),
            new RequestRetry(
                    fixture.table.drops(), new BlobCurrentInputs(fixture.inbox), announced::add, fixture.status, clock),
            new RequestPause(fixture.table.drops(), announced::add, clock),
            fixture.describe);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_drop_is_called_one() {
        DropScenario drop = DropScenario.accepted(fixture, clock.instant(), 2);
        fixture.status.accepted(drop.acceptedFact());

        assertThat(cancel(drop.submission)).isEqualTo("202 The drop is being cancelled; it was accepted.");
    }

    @Test
    void a_file_by_itself_is_called_a_file_and_its_job_a_job() {
        SharedJob shared = SharedJob.planned(fixture, 2);
        SubmissionId file = shared.file(1).submission();
        fixture.status.received(shared.received(1));
        fixture.cancelFiles.accepted(shared.accepted());

        assertThat(cancel(file)).isEqualTo("202 The file is being cancelled; it was waiting.");
        assertThat(cancel(shared.window.submission()))
                .isEqualTo("202 The files of this job that have not ended are being cancelled; the job was accepted.");
        assertThat(announced).hasSize(2);
    }

    @Test
    void what_has_ended_stays_as_it_is() {
        SharedJob shared = SharedJob.planned(fixture, 1);
        shared.uploads(1);
        fixture.files.completed(shared.levelCompleted(null, 1));

        assertThat(cancel(shared.file(1).submission()))
                .isEqualTo("200 The file has ended already and stays as it is: ready.");
        assertThat(cancel(shared.window.submission()))
                .isEqualTo("200 The job has ended already and stays as it is: ready.");
        assertThat(announced).isEmpty();
    }

    @Test
    void what_is_not_known_is_not_found() {
        assertThatThrownBy(() -> cancel(new SubmissionId("thumbs-aaaaaaaaaaaaaaaaaaaa")))
                .isInstanceOfSatisfying(
                        ResponseStatusException.class,
                        unknown -> assertThat(unknown.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND));
    }

    private String cancel(SubmissionId submission) {
        ResponseEntity<String> answer =
                actions.cancel(submission.value(), "{\"by\":\"ann\"}".getBytes(UTF_8), new MockHttpServletRequest());
        return answer.getStatusCode().value() + " "
                + String.valueOf(answer.getBody()).strip();
    }
}
