package io.dropbatch.localazure.batch.protocol.call;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a file that a caller requests. */
public record ByteRange(long offset, long length) {

    private static final Pattern FORM = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})?");

    public static ByteRange of(ApiCall call, long size) {
        String header = call.header("ocp-range");
        if (header == null) {
            return new ByteRange(0, size);
        }
        Matcher range = FORM.matcher(header);
        if (!range.matches()) {
            throw refused(header);
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2) == null ? size - 1 : Long.parseLong(range.group(2));
        if (range.group(2) != null && last < first) {
            throw refused(header);
        }
        if (first >= size) {
            throw BatchError.of(ErrorCode.InvalidRange).with("Size", Long.toString(size));
        }
        return new ByteRange(first, Math.min(size - 1, last) - first + 1);
    }

    private static BatchError refused(String header) {
        return BatchError.of(ErrorCode.InvalidHeaderValue)
                .with("HeaderName", "ocp-range")
                .with("HeaderValue", header.substring(0, Math.min(100, header.length())));
    }
}
