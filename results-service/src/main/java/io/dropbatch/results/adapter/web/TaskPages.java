package io.dropbatch.results.adapter.web;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.results.app.find.ListTasks;
import io.dropbatch.results.app.find.ReadLogs;
import io.dropbatch.results.domain.StoredBlob;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Serves the tasks of a submission as JSON, and the logs that they left. */
@RestController
@RequestMapping("/submissions/{id}/tasks")
public final class TaskPages {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final ListTasks tasks;
    private final ReadLogs logs;

    public TaskPages(ListTasks tasks, ReadLogs logs) {
        this.tasks = tasks;
        this.logs = logs;
    }

    /** The tasks in the order of their ids. If there are more, the header {@code Link} has the address of the next page. */
    @GetMapping
    ResponseEntity<byte[]> list(@PathVariable("id") String id, TaskQuery query) {
        SubmissionId submission = AddressedIds.submission(id);
        ListTasks.TaskPage page = tasks.list(submission, query.filter(), query.last(), query.most())
                .orElseThrow(AddressedIds::unknown);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).cacheControl(CacheControl.noStore());
        if (page.next() != null) {
            answer.header(HttpHeaders.LINK, query.next(submission, page.next()));
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
        StoredBlob log = logs.find(AddressedIds.submission(id), AddressedIds.task(task), streamOf(stream))
                .orElseThrow(() -> RefusedRequest.unknown(
                        "The task has left no " + stream + ": it has not ended, or has written nothing there."));
        ByteRange part = ByteRange.of(range, log.bytes());
        if (part.isBeyond()) {
            return part.refusal();
        }
        InputStream content = logs.open(log, part.from(), part.bytes()).orElseThrow(AddressedIds::unknown);
        return ResponseEntity.status(part.status())
                .contentType(TEXT)
                .contentLength(part.bytes())
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(task + "-" + stream + ".txt"))
                .headers(part::describe)
                .body(out -> {
                    try (content) {
                        content.transferTo(out);
                    }
                });
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
