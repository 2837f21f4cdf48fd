package io.dropbatch.results.adapter.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * The part of a content that a request asks for.
 *
 * @param all how long the content is
 * @param partial whether a part was asked for, even if it is all of it
 */
record ByteRange(long from, long bytes, long all, boolean partial) {

    /** @param header {@code Range}; absent for the whole content */
    static ByteRange of(@Nullable String header, long all) {
        if (header == null) {
            return new ByteRange(0, all, all, false);
        }
        List<HttpRange> ranges = parse(header);
        if (ranges.size() != 1) {
            throw refused();
        }
        long from = ranges.getFirst().getRangeStart(all);
        long end = Math.min(all, ranges.getFirst().getRangeEnd(all) + 1);
        return new ByteRange(from, Math.max(0, end - from), all, true);
    }

    private static List<HttpRange> parse(String header) {
        try {
            return HttpRange.parseRanges(header);
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    private static RefusedRequest refused() {
        return RefusedRequest.because("Range: one range of bytes, such as bytes=0-65535");
    }

    /** Whether nothing of the content is in the part. A whole content of no bytes is asked for without a range. */
    boolean isBeyond() {
        return partial && bytes == 0;
    }

    HttpStatus status() {
        return partial ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK;
    }

    void describe(HttpHeaders headers) {
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (partial) {
            headers.set(HttpHeaders.CONTENT_RANGE, "bytes " + from + "-" + (from + bytes - 1) + "/" + all);
        }
    }

    ResponseEntity<StreamingResponseBody> refusal() {
        return ResponseEntity.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                .header(HttpHeaders.CONTENT_RANGE, "bytes */" + all)
                .build();
    }
}
