package io.dropbatch.results.adapter.web;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.results.app.BrowseResults;
import io.dropbatch.results.app.find.DescribeDrop;
import io.dropbatch.results.app.find.FindDrops;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Serves lists, statuses, lives and results of submissions as JSON. */
@RestController
@RequestMapping("/submissions")
public final class SubmissionPages {

    private static final int MOST = 200;

    private final BrowseResults browse;
    private final FindDrops find;
    private final DescribeDrop describe;
    private final Clock clock;

    public SubmissionPages(BrowseResults browse, FindDrops find, DescribeDrop describe, Clock clock) {
        this.browse = browse;
        this.find = find;
        this.describe = describe;
        this.clock = clock;
    }

    /** The newest submissions first. If there are more, the header {@code Link} has the address of the next page. */
    @GetMapping
    ResponseEntity<byte[]> list(DropQuery query) {
        FindDrops.DropPage page = find.find(query.filter(clock.instant()), query.after(), query.most());
        return page(page.drops(), page.next() == null ? null : query.next(page.next()));
    }

    /** The same as {@code _status.json} beside the trigger. */
    @GetMapping("/{id}")
    ResponseEntity<byte[]> status(@PathVariable("id") String id) {
        return browse.status(AddressedIds.submission(id))
                .map(SubmissionPages::json)
                .orElseThrow(AddressedIds::unknown);
    }

    /** The states that it came into, and how its levels went. */
    @GetMapping("/{id}/life")
    ResponseEntity<byte[]> life(@PathVariable("id") String id) {
        return describe.describe(AddressedIds.submission(id))
                .map(SubmissionPages::json)
                .orElseThrow(AddressedIds::unknown);
    }

    /**
     * The outputs of the result, sorted by task and path. If there are more, the header {@code Link} has the address of the
     * next page.
     *
     * @param task only of this one, which may be of any level
     * @param after the task and path of the last output of the page before
     */
    @GetMapping("/{id}/results")
    ResponseEntity<byte[]> results(
            @PathVariable("id") String id,
            @RequestParam(name = "task", required = false) @Nullable String task,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        SubmissionId submission = AddressedIds.submission(id);
        int most = Math.clamp(limit, 1, MOST);
        try (Stream<ManifestOutput> result =
                task == null ? browse.result(submission) : browse.ofTask(submission, AddressedIds.task(task))) {
            List<ManifestOutput> found = behind(result, after).limit(most + 1L).toList();
            if (found.size() <= most) {
                return page(found, null);
            }
            List<ManifestOutput> shown = found.subList(0, most);
            UriComponentsBuilder next = UriComponentsBuilder.fromPath("submissions/" + submission + "/results")
                    .queryParam("limit", most);
            PageLinks.add(next, "task", task);
            PageLinks.add(next, "after", place(shown.getLast()));
            return page(shown, PageLinks.next(next));
        }
    }

    private static Stream<ManifestOutput> behind(Stream<ManifestOutput> outputs, @Nullable String after) {
        return after == null
                ? outputs
                : outputs.dropWhile(output -> !place(output).equals(after)).skip(1);
    }

    private static String place(ManifestOutput output) {
        return output.task() + "/" + output.path();
    }

    /** @param next the header {@code Link}; absent for the last page */
    private static ResponseEntity<byte[]> page(Object value, @Nullable String next) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).cacheControl(CacheControl.noStore());
        if (next != null) {
            answer.header(HttpHeaders.LINK, next);
        }
        return answer.body(ModelJson.write(value));
    }

    private static ResponseEntity<byte[]> json(Object value) {
        return page(value, null);
    }
}
