package io.dropbatch.results.adapter.web;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.view.DropKind;
import io.dropbatch.results.app.RequestCancel;
import io.dropbatch.results.app.find.DescribeDrop;
import io.dropbatch.results.app.retry.RequestPause;
import io.dropbatch.results.app.retry.RequestRetry;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what people want to be done with a drop. Everything that changes something is below this address. */
@RestController
@RequestMapping("/submissions/{id}/actions")
public final class DropActions {

    private static final int LONGEST_BODY = 1000;

    private final RequestCancel cancel;
    private final RequestRetry retry;
    private final RequestPause pause;
    private final DescribeDrop describe;

    public DropActions(RequestCancel cancel, RequestRetry retry, RequestPause pause, DescribeDrop describe) {
        this.cancel = cancel;
        this.retry = retry;
        this.pause = pause;
        this.describe = describe;
    }

    /**
     * Who asks, where nobody signs in.
     *
     * @param by counts only if nobody is signed in
     */
    record ActionRequest(@Nullable String by) {}

    /**
     * Asks that a drop be cancelled: 202 if it is going to be, 200 if it has its outcome, which stays. Only JSON is taken,
     * which no page of another site can send unasked.
     */
    @PostMapping(path = "/cancel", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> cancel(@PathVariable("id") String id, @RequestBody byte[] body, HttpServletRequest request) {
        String by = asking(body, request.getUserPrincipal());
        SubmissionId submission = AddressedIds.submission(id);
        DropKind kind = describe.kind(submission).orElseThrow(AddressedIds::unknown);
        RequestCancel.Answer answer = cancel.request(submission, by).orElseThrow(AddressedIds::unknown);
        return switch (answer) {
            case RequestCancel.Answer.Announced(DropStatus status) ->
                said(HttpStatus.ACCEPTED, cancelled(kind, words(status)));
            case RequestCancel.Answer.Ended(DropStatus status) ->
                said(HttpStatus.OK, thing(kind) + " has ended already and stays as it is: " + words(status) + ".");
        };
    }

    private static String cancelled(DropKind kind, String state) {
        return switch (kind) {
            case DROP, FILE -> thing(kind) + " is being cancelled; it was " + state + ".";
            case SHARED_JOB ->
                "The files of this job that have not ended are being cancelled; the job was " + state + ".";
        };
    }

    private static String thing(DropKind kind) {
        return switch (kind) {
            case DROP -> "The drop";
            case FILE -> "The file";
            case SHARED_JOB -> "The job";
        };
    }

    /** Asks that a drop be tried again: 202 if it is going to be, 409 if nothing failed or it cannot be. */
    @PostMapping(path = "/retry", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> retry(@PathVariable("id") String id, @RequestBody byte[] body, HttpServletRequest request) {
        String by = asking(body, request.getUserPrincipal());
        RequestRetry.Reply reply =
                retry.request(AddressedIds.submission(id), by).orElseThrow(AddressedIds::unknown);
        return switch (reply) {
            case RequestRetry.Reply.Begun(int attempt) ->
                said(
                        HttpStatus.ACCEPTED,
                        "Attempt " + attempt + " begins: what is verified is taken over, the rest runs.");
            case RequestRetry.Reply.Waits done ->
                said(HttpStatus.ACCEPTED, "The file is processed again, with the next job of its workload.");
            case RequestRetry.Reply.Refused(String words) -> throw RefusedRequest.conflict(words);
        };
    }

    /** Asks that a drop pause: 202 if it is going to, 200 if it does, 409 if it has no job or has ended. */
    @PostMapping(path = "/pause", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> pause(@PathVariable("id") String id, @RequestBody byte[] body, HttpServletRequest request) {
        return held(
                pause.request(AddressedIds.submission(id), asking(body, request.getUserPrincipal()), true)
                        .orElseThrow(AddressedIds::unknown),
                "The drop is being paused: no further task starts, those that run are left to end.",
                "The drop pauses already.");
    }

    /** Asks that a drop go on that pauses: 202 if it is going to, 200 if it does, 409 if it has no job or has ended. */
    @PostMapping(path = "/resume", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> resume(@PathVariable("id") String id, @RequestBody byte[] body, HttpServletRequest request) {
        return held(
                pause.request(AddressedIds.submission(id), asking(body, request.getUserPrincipal()), false)
                        .orElseThrow(AddressedIds::unknown),
                "The drop is being resumed.",
                "The drop does not pause.");
    }

    private static ResponseEntity<String> held(RequestPause.Reaction reaction, String announced, String already) {
        return switch (reaction) {
            case RequestPause.Reaction.Announced done -> said(HttpStatus.ACCEPTED, announced);
            case RequestPause.Reaction.Already done -> said(HttpStatus.OK, already);
            case RequestPause.Reaction.Refused(String words) -> throw RefusedRequest.conflict(words);
        };
    }

    private static String asking(byte[] body, @Nullable Principal who) {
        if (who != null) {
            return who.getName();
        }
        if (body.length > LONGEST_BODY) {
            throw RefusedRequest.because("at most " + LONGEST_BODY + " bytes: {\"by\": \"your name\"}");
        }
        try {
            String by = ModelJson.read(body, ActionRequest.class).by();
            return by == null ? "" : by;
        } catch (UnreadableException e) {
            throw RefusedRequest.because("JSON is expected: {\"by\": \"your name\"}");
        }
    }

    private static String words(DropStatus status) {
        return status.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static ResponseEntity<String> said(HttpStatus status, String words) {
        return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(words + "\n");
    }
}
