package io.dropbatch.results.adapter.web;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.view.TaskSummary;
import io.dropbatch.results.app.find.ListTasks;
import io.dropbatch.results.app.find.ReadLogs;
import io.dropbatch.results.domain.StoredBlob;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.util.UriComponentsBuilder;

/** Serves the tasks of a submission as JSON, and the logs that they left. */
@RestController
@RequestMapping("/submissions/{id}/tasks")
public final class TaskPages {

    private static final int MOST = 1000;
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final ListTasks tasks;
    private final ReadLogs logs;

    public TaskPages(ListTasks tasks, ReadLogs logs) {
        this.tasks = tasks;
        this.logs = logs;
    }

    /**
     * The tasks in the order of their ids. If there are more, the header {@code Link} has the address of the next page.
     *
     * @param state open, succeeded or failed; all if left out
     */
    @GetMapping
    ResponseEntity<byte[]> list(
            @PathVariable("id") String id,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw RefusedRequest.because("limit: 1 to " + MOST);
        }
        SubmissionId submission = AddressedIds.submission(id);
        ListTasks.TaskPage page = tasks.list(submission, stateOf(state), after == null ? null : task(after), limit)
                .orElseThrow(AddressedIds::unknown);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).cacheControl(CacheControl.noStore());
        if (page.next() != null) {
            UriComponentsBuilder next = UriComponentsBuilder.fromPath("submissions/" + submission + "/tasks")
                    .queryParam("limit", limit);
            PageLinks.add(next, "state", state);
            PageLinks.add(next, "after", page.next().value());
            answer.header(HttpHeaders.LINK, PageLinks.next(next));
        }
        return answer.body(ModelJson.write(page.tasks()));
    }

    /**
     * What the last run of a task wrote, as far as it is in storage.
     *
     * @param range one range of bytes; the whole log if left out
     */
    @GetMapping("/{task}/log")
    ResponseEntity<StreamingResponseBody> log(
            @PathVariable("id") String id,
            @PathVariable("task") String task,
            @RequestParam(name = "stream", defaultValue = "stderr") String stream,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range) {
        StoredBlob log = logs.find(AddressedIds.submission(id), task(task), streamOf(stream))
                .orElseThrow(() -> RefusedRequest.unknown(
                        "The task has left no " + stream + ": it has not ended, or has written nothing there."));
        ByteRange part = ByteRange.of(range, log.bytes());
        if (part.isEmpty()) {
            return ResponseEntity.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                    .header(HttpHeaders.CONTENT_RANGE, "bytes */" + log.bytes())
                    .build();
        }
        InputStream content = logs.open(log, part.from(), part.bytes()).orElseThrow(AddressedIds::unknown);
        return ResponseEntity.status(range == null ? HttpStatus.OK : HttpStatus.PARTIAL_CONTENT)
                .contentType(TEXT)
                .contentLength(part.bytes())
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(task + "-" + stream + ".txt"))
                .headers(headers -> part.describe(range, log.bytes(), headers))
                .body(out -> {
                    try (content) {
                        content.transferTo(out);
                    }
                });
    }

    /** A part of a log. */
    private record ByteRange(long from, long bytes) {

        static ByteRange of(@Nullable String header, long all) {
            if (header == null) {
                return new ByteRange(0, all);
            }
            List<HttpRange> ranges = parse(header);
            if (ranges.size() != 1) {
                throw RefusedRequest.because("Range: one range of bytes, such as bytes=0-65535");
            }
            long from = ranges.getFirst().getRangeStart(all);
            long end = Math.min(all, ranges.getFirst().getRangeEnd(all) + 1);
            return new ByteRange(from, Math.max(0, end - from));
        }

        private static List<HttpRange> parse(String header) {
            try {
                return HttpRange.parseRanges(header);
            } catch (IllegalArgumentException e) {
                throw RefusedRequest.because("Range: one range of bytes, such as bytes=0-65535");
            }
        }

        /** A whole log of no bytes is not asked for by a range. */
        boolean isEmpty() {
            return bytes == 0;
        }

        void describe(@Nullable String header, long all, HttpHeaders headers) {
            if (header != null) {
                headers.set(HttpHeaders.CONTENT_RANGE, "bytes " + from + "-" + (from + bytes - 1) + "/" + all);
            }
        }
    }

    private static TaskId task(String text) {
        if (!TaskId.isLegal(text)) {
            throw RefusedRequest.because("a task is named like 0-000012: its level and its number");
        }
        return new TaskId(text);
    }

    private static TaskSummary.@Nullable State stateOf(@Nullable String text) {
        try {
            return text == null ? null : TaskSummary.State.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.because("state: open, succeeded or failed");
        }
    }

    private static ReadLogs.LogStream streamOf(String text) {
        try {
            return ReadLogs.LogStream.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.because("stream: stdout or stderr");
        }
    }

    private static String attachment(String file) {
        return ContentDisposition.attachment()
                .filename(file, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
