package io.dropbatch.results.adapter.web;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.results.app.BrowseResults;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Serves statuses and results of submissions as JSON. */
@RestController
@RequestMapping("/submissions")
public final class SubmissionPages {

    private static final int MOST = 200;

    private final BrowseResults browse;

    public SubmissionPages(BrowseResults browse) {
        this.browse = browse;
    }

    /** The newest submissions first. */
    @GetMapping
    ResponseEntity<byte[]> recent(@RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "limit: 1 to " + MOST);
        }
        return json(browse.recent(limit));
    }

    /** The same as {@code _status.json} beside the trigger. */
    @GetMapping("/{id}")
    ResponseEntity<byte[]> status(@PathVariable("id") String id) {
        return browse.status(AddressedIds.submission(id))
                .map(SubmissionPages::json)
                .orElseThrow(AddressedIds::unknown);
    }

    /** The first outputs of the result. */
    @GetMapping("/{id}/results")
    ResponseEntity<byte[]> results(@PathVariable("id") String id, @RequestParam(defaultValue = "50") int limit) {
        SubmissionId submission = AddressedIds.submission(id);
        try (Stream<ManifestOutput> result = browse.result(submission)) {
            List<ManifestOutput> first =
                    result.limit(Math.clamp(limit, 1, MOST)).toList();
            return json(first);
        }
    }

    private static ResponseEntity<byte[]> json(Object value) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(ModelJson.write(value));
    }
}
