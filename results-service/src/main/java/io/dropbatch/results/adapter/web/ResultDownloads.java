package io.dropbatch.results.adapter.web;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.results.app.BrowseResults;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Serves only outputs that a manifest lists. Content is streamed. It is always sent as an attachment, of a type that no
 * browser runs, and in the sandbox of {@link SafeHeaders}, so that nothing a task wrote ever runs in this origin.
 */
@RestController
@RequestMapping("/submissions/{id}")
public final class ResultDownloads {

    private static final MediaType ZIP = new MediaType("application", "zip");

    private final BrowseResults browse;

    public ResultDownloads(BrowseResults browse) {
        this.browse = browse;
    }

    @GetMapping("/manifest")
    ResponseEntity<StreamingResponseBody> manifest(@PathVariable("id") String id) {
        InputStream manifest = browse.manifest(AddressedIds.submission(id)).orElseThrow(AddressedIds::unknown);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(copy(manifest));
    }

    /** @param range one range of bytes; the whole output if left out */
    @GetMapping("/outputs/{task}/{*path}")
    ResponseEntity<StreamingResponseBody> output(
            @PathVariable("id") String id,
            @PathVariable("task") String task,
            @PathVariable("path") String path,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range) {
        SubmissionId submission = AddressedIds.submission(id);
        ManifestOutput output = browse.find(submission, task, path.substring(1)).orElseThrow(AddressedIds::unknown);
        ByteRange part = ByteRange.of(range, output.bytes());
        if (part.isBeyond()) {
            return part.refusal();
        }
        InputStream content =
                browse.open(submission, output, part.from(), part.bytes()).orElseThrow(AddressedIds::unknown);
        String file = output.path().substring(output.path().lastIndexOf('/') + 1);
        return ResponseEntity.status(part.status())
                .contentType(OutputMediaType.of(file))
                .contentLength(part.bytes())
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(file))
                .headers(part::describe)
                .body(copy(content));
    }

    /** Serves the log that the status names for one of its causes. */
    @GetMapping("/logs/{cause}")
    ResponseEntity<StreamingResponseBody> log(@PathVariable("id") String id, @PathVariable("cause") int cause) {
        InputStream content = browse.log(AddressedIds.submission(id), cause).orElseThrow(AddressedIds::unknown);
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment("stderr.txt"))
                .body(copy(content));
    }

    /** Serves the whole result in one file; 409 while there is none, since an empty archive would pass for one. */
    @GetMapping("/outputs.zip")
    ResponseEntity<StreamingResponseBody> all(@PathVariable("id") String id) {
        SubmissionId submission = AddressedIds.submission(id);
        DropStatus status = browse.status(submission).orElseThrow(AddressedIds::unknown);
        if (!browse.hasResult(submission)) {
            return ResponseEntity.status(HttpStatus.CONFLICT)
                    .contentType(MediaType.TEXT_PLAIN)
                    .body(copy(new ByteArrayInputStream(
                            withoutResult(status.state()).getBytes(StandardCharsets.UTF_8))));
        }
        return ResponseEntity.ok()
                .contentType(ZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(submission + ".zip"))
                .body(new ResultZip(browse, submission));
    }

    private static String withoutResult(DropStatus.State state) {
        String now = state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return state.isFinal()
                ? "This drop has no result: it is " + now + ", and its status says why.\n"
                : "This drop has no result yet: it is " + now + ". Fetch the result when it is ready.\n";
    }

    /** The queue of downloads is full. */
    @ExceptionHandler(TaskRejectedException.class)
    ResponseEntity<Void> busy() {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "10")
                .build();
    }

    private static StreamingResponseBody copy(InputStream content) {
        return out -> {
            try (content) {
                content.transferTo(out);
            }
        };
    }

    private static String attachment(String file) {
        return ContentDisposition.attachment()
                .filename(file, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
